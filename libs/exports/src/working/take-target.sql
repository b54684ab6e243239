update exports.target t
set worker = $3, attempt = t.attempt + 1
from exports.run r
where t.run = $1
  and t.place = $2
  and r.id = t.run
  and t.state = 'pending'
  and r.state in ('written', 'delivered')
  and (t.worker is null or not exports.lives(t.worker))
returning
  t.run, t.place, t.delivery, t.attempt, t.failures, r.definition as export,
  r.nominal_time as "nominalTime", r.position, r.files, r.rows,
  r.manifest_sha256 as "manifestSha256", r.asked
