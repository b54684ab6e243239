select id
from exports.run
where id = $1
for update
