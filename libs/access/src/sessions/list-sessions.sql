select id, created_at as "createdAt", used_at as "usedAt", ends_at as "endsAt"
from access.session
where key_id = $1
  and now() < ends_at
  and now() < used_at + make_interval(secs => $2::integer)
order by created_at, id
limit $3::integer
