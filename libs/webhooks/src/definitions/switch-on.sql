update webhooks.webhook
set
  enabled = true, disabled_at = null, disabled_because = null, disabled_detail = null,
  failures = 0, failing_since = null, next_at = now(), revision = revision + 1,
  changed_at = now(), changed_by = $2
where id = $1
