select node.hash
from unnest($1::smallint[], $2::bigint[]) with ordinality as asked (level, index, place)
left join ledger.tree_node node on node.level = asked.level and node.index = asked.index
order by asked.place
