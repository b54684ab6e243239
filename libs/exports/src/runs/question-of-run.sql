select
  r.asked, r.nominal_time as "nominalTime", r.position,
  p.nominal_time as "previousTime", p.position as "previousPosition"
from exports.run r
left join exports.run p on p.id = r.previous
where r.id = $1 and r.manifest_sha256 is not null
