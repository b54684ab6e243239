update exports.run r
set
  worker = $2, attempt = r.attempt + 1,
  started_at = coalesce(r.started_at, clock_timestamp())
from exports.definition d
where r.id = $1
  and d.id = r.definition
  and r.state = 'claimed'
  and (r.worker is null or not exports.lives(r.worker))
returning
  r.id, r.definition as export, r.nominal_time as "nominalTime", r.asked, r.revision, r.attempt,
  r.failures, r.position, r.previous,
  case when r.asked_by = 'schedule' then d.changed_by else r.asked_by end as "actsFor"
