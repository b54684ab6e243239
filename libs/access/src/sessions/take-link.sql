delete from access.sign_in_link
where id = $1
