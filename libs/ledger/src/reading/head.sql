select
  position,
  to_char(recorded_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recordedtime
from ledger.head
where only_row
