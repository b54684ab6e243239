select id
from exports.run
where id = any ($1::text[]) and (removed_at is not null or (state = 'failed' and files is null))
