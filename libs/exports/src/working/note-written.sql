update exports.run
set
  state = 'written', files = $4::jsonb, rows = $5, manifest_sha256 = $6, problem = null,
  worker = null, job = null
where id = $1 and attempt = $2 and worker = $3 and state = 'claimed'
