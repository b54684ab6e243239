select convert_from(bytes, 'UTF8') as text
from ledger.event
where subject = 'log/keys' and type = 'log.key-rotated'
order by sequence desc
limit $1::integer
