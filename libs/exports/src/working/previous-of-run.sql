select id, nominal_time as "nominalTime", position, manifest_sha256 as "manifestSha256"
from exports.run
where id = $1
