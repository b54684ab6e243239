update webhooks.webhook
set
  position = head.position, at = now(), subject = '~', obligation = '', near_at = now(),
  near_position = head.position
from ledger.head
where id = $1
