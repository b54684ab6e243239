select convert_from(bytes, 'UTF8') as text
from ledger.event
where position = any($1::bigint[])
order by position
