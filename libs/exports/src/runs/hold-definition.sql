select id
from exports.definition
where id = $1 and deleted_at is null
for share
