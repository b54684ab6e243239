delete from webhooks.secret
where ends_at < clock_timestamp()
