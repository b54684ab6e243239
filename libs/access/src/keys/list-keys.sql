select
  id, name, roles, companies, period_from as "periodFrom", period_to as "periodTo",
  usable_from as "usableFrom", expires_at as "expiresAt", created_at as "createdAt",
  created_by as "createdBy", last_used_at as "lastUsedAt"
from access.api_key
where revoked_at is null
  and ($1::text is null or id = $1::text)
order by created_at, id
limit $2::integer
