select
  head.position as head,
  coalesce((select max(event.position) from ledger.event), 0) as newest,
  coalesce(
    (select checkpoint.size from ledger.checkpoint order by checkpoint.id desc limit 1),
    0
  ) as signed,
  (select array_agg(distinct checkpoint.origin) from ledger.checkpoint) as origins
from ledger.head
where head.only_row
