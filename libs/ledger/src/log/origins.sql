select bytes
from ledger.event
where subject = 'log/origin'
order by sequence desc
limit $1::integer
