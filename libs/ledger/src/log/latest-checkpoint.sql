select origin, size, root, note
from ledger.checkpoint
order by id desc
limit 1
