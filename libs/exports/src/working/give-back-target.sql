update exports.target
set worker = null
where run = $1 and place = $2 and attempt = $3 and worker = $4 and state = 'pending'
