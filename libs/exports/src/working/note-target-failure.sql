update exports.target
set
  failures = failures + 1, error = $5, worker = null,
  state = case when $6::boolean then 'failed' else state end
where run = $1 and place = $2 and attempt = $3 and worker = $4 and state = 'pending'
