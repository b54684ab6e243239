update exports.run
set job = $2
where id = $1
