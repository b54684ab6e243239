update webhooks.webhook
set claimed_until = null
where id = $1 and claim = $2
