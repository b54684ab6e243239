select
  key_id as "keyId", secret_hash as "hash",
  used_at < now() - make_interval(secs => $2::integer) as "unmarked"
from access.session
where id = $1
  and now() < ends_at
  and now() < used_at + make_interval(secs => $3::integer)
