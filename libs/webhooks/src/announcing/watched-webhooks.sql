select
  id, events, filters, lead_days as "leadDays", companies, changed_by as "changedBy",
  made_at as "madeAt", enabled, revision,
  json_build_object(
    'position', position,
    'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'subject', subject, 'obligation', obligation
  ) as place,
  to_char(near_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "nearAt",
  near_position as "nearPosition",
  (
    select count(*) from webhooks.message m where m.webhook = w.id and m.state = 'pending'
  ) as pending
from webhooks.webhook w
order by id
limit $1::integer
