update webhooks.message
set state = 'pending', aside = true, failures = 0, next_at = clock_timestamp(), done_at = null
where webhook = $1 and id = $2 and state <> 'pending'
