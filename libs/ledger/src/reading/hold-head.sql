select clock_timestamp() > $1::timestamptz + interval '5 milliseconds' as passed
from ledger.head
where only_row
for share
