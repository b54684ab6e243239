select id, origin, size, previous, root, note
from ledger.checkpoint
where id > $1::bigint and size > $2::bigint
order by id
limit $3::integer
