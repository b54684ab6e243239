insert into exports.definition (
  name, asked, schedule, deliveries, missed_runs, grace_minutes, keep_runs, keep_days, enabled,
  id, made_by, changed_by
)
select $1, $2::jsonb, $3::jsonb, $4::jsonb, $5, $6::integer, $7::integer, $8::integer, $9::boolean, $10, $11, $11
where (select count(*) from exports.definition where deleted_at is null) < $12::integer
returning
  id, name, asked, schedule, deliveries, missed_runs as "missedRuns",
  grace_minutes as "graceMinutes", keep_runs as "keepRuns", keep_days as "keepDays", enabled,
  revision, made_at as "madeAt", made_by as "madeBy", changed_at as "changedAt",
  changed_by as "changedBy", scheduled_from as "scheduledFrom"
