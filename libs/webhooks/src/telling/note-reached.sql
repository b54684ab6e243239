update webhooks.webhook
set failures = 0, failing_since = null, next_at = clock_timestamp()
where id = $1
