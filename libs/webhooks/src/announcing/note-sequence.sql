update webhooks.webhook
set last_sequence = $2::bigint
where id = $1
