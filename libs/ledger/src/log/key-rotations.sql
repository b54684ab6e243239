select bytes
from ledger.event
where subject = 'log/keys' and type = 'log.key-rotated'
order by sequence desc
limit $1::integer
