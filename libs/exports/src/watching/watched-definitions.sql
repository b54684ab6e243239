select
  d.id, d.name, d.schedule, d.grace_minutes as "graceMinutes", d.scheduled_from as "scheduledFrom",
  (
    select max(r.nominal_time)
    from exports.run r
    where r.definition = d.id and r.state = 'done'
  ) as "lastDone",
  clock_timestamp() as now
from exports.definition d
where d.enabled and d.deleted_at is null and d.schedule is not null
order by d.id
limit $1::integer
