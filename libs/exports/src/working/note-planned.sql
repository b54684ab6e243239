update exports.definition
set planned_until = $2::timestamptz
where id = $1
