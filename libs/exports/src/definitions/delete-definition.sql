update exports.definition
set deleted_at = now(), enabled = false
where id = $1 and deleted_at is null
