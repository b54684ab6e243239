select
  case
    when asked.level = 0 then (
      select string_agg(event.leaf_hash, ''::bytea order by event.position)
      from ledger.event
      where event.position > asked.first and event.position <= asked.first + asked.width
    )
    else (
      select string_agg(node.hash, ''::bytea order by node.index)
      from ledger.tree_node node
      where node.level = asked.level
        and node.index >= asked.first
        and node.index < asked.first + asked.width
    )
  end as hashes
from unnest($1::smallint[], $2::bigint[], $3::bigint[])
  with ordinality as asked (level, first, width, place)
order by asked.place
