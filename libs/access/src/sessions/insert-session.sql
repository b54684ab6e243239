insert into access.session (id, secret_hash, key_id, ends_at)
values ($1, $2, $3, now() + make_interval(secs => $4::integer))
returning created_at as "createdAt", used_at as "usedAt", ends_at as "endsAt"
