select
  company, "within", kind, status, language, secret_hash as hash,
  last_used_at is null or last_used_at < now() - make_interval(secs => $2) as unmarked
from access.calendar_feed
where id = $1 and revoked_at is null
