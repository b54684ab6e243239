select id
from webhooks.webhook
where id = $1 and claim = $2
for update
