update access.session
set used_at = now()
where id = $1
