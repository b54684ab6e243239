insert into exports.webhook_secret (definition, secret)
values ($1, $2)
on conflict (definition) do nothing
