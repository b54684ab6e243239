select roles, companies, period_from as "periodFrom", period_to as "periodTo"
from access.api_key
where id = $1
  and revoked_at is null
  and (usable_from is null or usable_from <= now())
  and (expires_at is null or now() < expires_at)
