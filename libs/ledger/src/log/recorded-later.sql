select bytes
from ledger.event
where recorded_time > $1::timestamptz and position > $2::bigint
order by recorded_time, position
limit 1
