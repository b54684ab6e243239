insert into webhooks.secret (webhook, secret)
values ($1, $2)
