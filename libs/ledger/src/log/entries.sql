select bytes
from ledger.event
where position > $1::bigint and position <= $1::bigint + $2::bigint
order by position
