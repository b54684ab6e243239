update webhooks.webhook
set
  enabled = false, disabled_at = now(), disabled_because = 'switched-off', disabled_detail = null,
  revision = revision + 1
where id = $1 and enabled
