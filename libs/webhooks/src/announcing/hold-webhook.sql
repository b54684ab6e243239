select last_sequence as sequence
from webhooks.webhook
where id = $1
for update
