update webhooks.message
set
  failures = failures + 1, next_at = clock_timestamp() + make_interval(secs => $3::float8),
  state = case when $4::boolean then 'failed' else state end,
  done_at = case when $4::boolean then clock_timestamp() end
where webhook = $1 and sequence = $2::bigint
