delete from access.request_count
where minute < clock_timestamp() - interval '1 hour'
