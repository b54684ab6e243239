delete from webhooks.left_out
where subject = $1
