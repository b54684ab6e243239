select id, nominal_time as "nominalTime", position, manifest_sha256 as "manifestSha256"
from exports.run
where definition = $1
  and revision = $2
  and nominal_time < $3::timestamptz
  and manifest_sha256 is not null
order by nominal_time desc
limit 1
