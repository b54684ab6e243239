with begun as (
  update webhooks.message m
  set attempt = m.attempt + 1
  from webhooks.webhook w
  where m.webhook = $1 and m.sequence = $2::bigint and m.state = 'pending'
    and w.id = m.webhook and w.claim = $3::bigint
  returning m.webhook, m.sequence, m.attempt
)
insert into webhooks.attempt (webhook, sequence, attempt)
select webhook, sequence, attempt
from begun
returning attempt
