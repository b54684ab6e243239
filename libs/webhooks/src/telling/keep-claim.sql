update webhooks.webhook
set claimed_until = clock_timestamp() + make_interval(secs => $3::float8)
where id = $1 and claim = $2
returning url, changed_by as "changedBy"
