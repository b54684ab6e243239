insert into exports.worker default values
returning id, pg_advisory_lock(72110010, id)::text as locked
