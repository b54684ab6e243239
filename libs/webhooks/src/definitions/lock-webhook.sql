select id
from webhooks.webhook
where id = $1
for update
