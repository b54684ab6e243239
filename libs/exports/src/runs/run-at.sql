select id, state
from exports.run
where definition = $1 and nominal_time = $2::timestamptz
for update
