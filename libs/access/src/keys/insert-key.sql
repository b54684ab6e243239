insert into access.api_key (
  id, secret_hash, name, roles, companies, period_from, period_to, usable_from, expires_at, created_by
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning created_at as "createdAt"
