select
  id, company, "within", kind, status, language, created_at as "createdAt",
  created_by as "createdBy", last_used_at as "lastUsedAt"
from access.calendar_feed
where revoked_at is null
order by created_at, id
limit $1::integer
