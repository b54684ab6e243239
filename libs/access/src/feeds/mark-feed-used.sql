update access.calendar_feed
set last_used_at = now()
where id = $1
