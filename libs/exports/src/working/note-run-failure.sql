update exports.run
set
  failures = failures + 1, problem = $4::jsonb, worker = null,
  state = case when $5::boolean then 'failed' else state end,
  finished_at = case when $5::boolean then clock_timestamp() end
where id = $1 and attempt = $2 and worker = $3 and state = 'claimed'
