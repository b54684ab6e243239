insert into access.access_log (action, actor, company, resource, address)
values ($1, $2, $3, $4, $5)
