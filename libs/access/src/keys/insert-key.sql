insert into access.api_key (id, secret_hash, name)
values ($1, $2, $3)
