update webhooks.webhook
set near_at = $2::timestamptz, near_position = $3::bigint
where id = $1
