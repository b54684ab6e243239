update exports.target
set job = $3
where run = $1 and place = $2
