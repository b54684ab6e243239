update webhooks.webhook
set enabled = false, disabled_at = clock_timestamp(), disabled_because = $2, disabled_detail = $3
where id = $1 and enabled
