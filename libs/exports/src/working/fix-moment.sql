update exports.run
set position = $4, previous = $5
where id = $1 and attempt = $2 and worker = $3 and position is null
