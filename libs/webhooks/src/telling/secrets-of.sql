select secret
from webhooks.secret
where webhook = $1 and (ends_at is null or ends_at > clock_timestamp())
order by made_at desc
limit $2::integer
