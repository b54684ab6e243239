insert into access.calendar_feed (
  id, secret_hash, company, "within", kind, status, language, created_by
)
select $1, $2, $3, $4, $5, $6, $7, $8
where (select count(*) from access.calendar_feed where revoked_at is null) < $9::integer
returning created_at as "createdAt"
