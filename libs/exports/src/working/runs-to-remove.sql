select ranked.id
from (
  select
    r.id, r.definition, r.state, r.nominal_time,
    row_number() over (partition by r.definition order by r.nominal_time desc) as place
  from exports.run r
  where r.files is not null and r.removed_at is null
) as ranked
join exports.definition d on d.id = ranked.definition
where ranked.state in ('done', 'failed')
  and (
    ranked.place > 1
    and (
      ranked.place > d.keep_runs
      or ranked.nominal_time < now() - make_interval(days => d.keep_days)
    )
    or d.deleted_at < now() - make_interval(days => coalesce(d.keep_days, $2::integer))
  )
order by ranked.nominal_time
limit $1::integer
