select last_sequence as sequence
from webhooks.webhook
where id = $1 and enabled and revision = $2
  and (position, at, subject, obligation) = ($3::bigint, $4::timestamptz, $5::text, $6::text)
  and near_at = $7::timestamptz
for update
