select
  head.position,
  coalesce((select max(event.position) from ledger.event), 0) as newest,
  (select checkpointer.rehashed from ledger.checkpointer where checkpointer.only_row) as rehashed
from ledger.head
where head.only_row
