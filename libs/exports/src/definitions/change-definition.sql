update exports.definition
set
  name = $1, asked = $2::jsonb, schedule = $3::jsonb, deliveries = $4::jsonb, missed_runs = $5,
  grace_minutes = $6::integer, keep_runs = $7::integer, keep_days = $8::integer, enabled = $9::boolean,
  changed_at = now(), changed_by = $11,
  revision = case when $12::boolean then revision + 1 else revision end,
  scheduled_from = case
    when $13::boolean then date_trunc('milliseconds', clock_timestamp()) else scheduled_from
  end,
  planned_until = case
    when $13::boolean then date_trunc('milliseconds', clock_timestamp()) else planned_until
  end
where id = $10
returning
  id, name, asked, schedule, deliveries, missed_runs as "missedRuns",
  grace_minutes as "graceMinutes", keep_runs as "keepRuns", keep_days as "keepDays", enabled,
  revision, made_at as "madeAt", made_by as "madeBy", changed_at as "changedAt",
  changed_by as "changedBy", scheduled_from as "scheduledFrom"
