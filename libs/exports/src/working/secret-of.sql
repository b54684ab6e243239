select secret
from exports.webhook_secret
where definition = $1
