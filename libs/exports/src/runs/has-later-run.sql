select exists (
  select from exports.run r
  join exports.definition d on d.id = r.definition
  where d.id = $1
    and d.asked ->> 'mode' = 'delta'
    and r.revision = d.revision
    and r.nominal_time > $2::timestamptz
    and (r.position is not null or (r.state = 'claimed' and r.job is not null))
) as later
