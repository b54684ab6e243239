update webhooks.attempt
set ended_at = clock_timestamp(), status = $4::integer, error = $5
where webhook = $1 and sequence = $2::bigint and attempt = $3::integer
