select to_char(recorded_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recordedtime
from ledger.event
where position = $1::bigint and isfinite(recorded_time)
