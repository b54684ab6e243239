select event.position::text as position, event.bytes
from ledger.event
where event.position <= $1::bigint
order by event.position
