delete from access.session
where id = $1 and key_id = $2
