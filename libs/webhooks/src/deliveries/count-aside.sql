select count(*) as aside
from webhooks.message
where webhook = $1 and state = 'pending' and aside
