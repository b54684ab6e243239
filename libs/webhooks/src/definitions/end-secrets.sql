update webhooks.secret
set ends_at = least(ends_at, clock_timestamp() + make_interval(hours => $2::integer))
where webhook = $1
