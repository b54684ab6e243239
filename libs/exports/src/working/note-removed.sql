update exports.run
set removed_at = clock_timestamp()
where id = $1
