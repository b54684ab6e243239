insert into webhooks.webhook (
  name, url, events, filters, lead_days, id, made_by, changed_by, companies, enabled, disabled_at,
  disabled_because, position, near_position
)
select
  $1, $2, $3::text[], $4::jsonb, $5::integer[], $6, $7, $7, $8::text[], $9::boolean,
  case when not $9::boolean then now() end, case when not $9::boolean then 'switched-off' end,
  head.position, head.position
from ledger.head
where (select count(*) from webhooks.webhook) < $10::integer
returning id
