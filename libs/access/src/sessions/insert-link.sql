insert into access.sign_in_link (id, secret_hash, key_id, expires_at)
select $1, $2, $3::text, now() + make_interval(secs => $4::integer)
where (
  select count(*) from access.sign_in_link where key_id = $3::text and now() < expires_at
) < $5::integer
returning expires_at as "expiresAt"
