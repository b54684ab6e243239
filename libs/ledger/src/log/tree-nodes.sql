select index, hash
from ledger.tree_node
where level = $1::smallint and index >= $2::bigint
order by index
limit $3::integer
