select asked.level, min(node.index) as index
from unnest($1::smallint[], $2::bigint[]) as asked (level, count)
join ledger.tree_node node on node.level = asked.level and node.index >= asked.count
group by asked.level
order by asked.level
