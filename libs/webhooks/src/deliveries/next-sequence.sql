update webhooks.webhook
set last_sequence = last_sequence + 1
where id = $1
returning last_sequence as sequence
