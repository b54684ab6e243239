update webhooks.message
set state = 'delivered', done_at = clock_timestamp()
where webhook = $1 and sequence = $2::bigint
