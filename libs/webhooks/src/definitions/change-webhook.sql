update webhooks.webhook
set
  name = $1, url = $2, events = $3::text[], filters = $4::jsonb, lead_days = $5::integer[],
  revision = revision + 1, changed_at = now(), changed_by = $7,
  -- What failed elsewhere says nothing of another address.
  failures = case when url = $2 then failures else 0 end,
  failing_since = case when url = $2 then failing_since end,
  next_at = case when url = $2 then next_at else now() end
where id = $6
