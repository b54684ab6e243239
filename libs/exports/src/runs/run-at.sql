select id, state, manifest_sha256 is not null as "isWritten"
from exports.run
where definition = $1 and nominal_time = $2::timestamptz
for update
