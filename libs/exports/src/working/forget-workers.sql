delete from exports.worker
where seen_at < clock_timestamp() - interval '1 day'
