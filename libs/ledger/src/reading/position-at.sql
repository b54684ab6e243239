select position
from ledger.event
where recorded_time <= $1::timestamptz
order by recorded_time desc, position desc
limit 1
