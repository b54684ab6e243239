select convert_from(bytes, 'UTF8') as text
from ledger.event
where subject = $1::text and position <= $2::bigint
order by sequence desc
limit 1
