update exports.worker
set seen_at = clock_timestamp()
where id = $1
