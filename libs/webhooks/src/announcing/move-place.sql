update webhooks.webhook
set position = $2::bigint, at = $3::timestamptz, subject = $4, obligation = $5
where id = $1
