update exports.target
set state = 'pending', failures = 0, error = null, worker = null, job = null
where run = $1 and state <> 'delivered'
