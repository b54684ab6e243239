insert into personal.erasure (id, position, fields, person, reason, requested_by)
values ($1, $2, $3, $4, $5, $6)
