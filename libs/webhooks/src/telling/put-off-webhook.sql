update webhooks.webhook
set
  failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()),
  next_at = clock_timestamp() + make_interval(secs => $2::float8)
where id = $1
