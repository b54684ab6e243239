update exports.run
set worker = null
where id = $1 and attempt = $2 and worker = $3 and state = 'claimed'
