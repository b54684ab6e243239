select convert_from(bytes, 'UTF8') as text
from ledger.event
where position > $1::bigint
  and position <= $2::bigint
order by position
