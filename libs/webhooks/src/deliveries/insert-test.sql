insert into webhooks.message (webhook, sequence, id, type, body, aside)
values ($1, $2, $3, 'webhook.test', $4, true)
