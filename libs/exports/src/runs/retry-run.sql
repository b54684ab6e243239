update exports.run
set
  state = case when manifest_sha256 is null then 'claimed' else 'written' end,
  failures = 0, finished_at = null, problem = null, worker = null, job = null, asked_by = $2
where id = $1 and state = 'failed'
