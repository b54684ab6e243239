update exports.target
set state = 'delivered', delivered_at = clock_timestamp(), error = null, worker = null, job = null
where run = $1 and place = $2 and attempt = $3 and worker = $4 and state = 'pending'
