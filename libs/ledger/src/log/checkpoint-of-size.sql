select origin, size, root, note
from ledger.checkpoint
where origin = $1::text and size = $2::bigint
