delete from access.sign_in_link
where expires_at <= now()
