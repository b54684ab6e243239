delete from webhooks.webhook
where id = $1
