insert into ledger.tree_node (level, index, hash)
select node.level, node.index, node.hash
from unnest($1::smallint[], $2::bigint[], $3::bytea[]) as node (level, index, hash)
