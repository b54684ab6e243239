update webhooks.message
set state = 'skipped', done_at = clock_timestamp()
where webhook = $1 and state = 'pending' and not aside
