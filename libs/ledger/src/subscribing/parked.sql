select subject, position, error, since
from ledger.parked_subject
where projection = $1
order by position, subject
