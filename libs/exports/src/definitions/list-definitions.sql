select
  id, name, asked, schedule, deliveries, missed_runs as "missedRuns",
  grace_minutes as "graceMinutes", keep_runs as "keepRuns", keep_days as "keepDays", enabled,
  revision, made_at as "madeAt", made_by as "madeBy", changed_at as "changedAt",
  changed_by as "changedBy", scheduled_from as "scheduledFrom"
from exports.definition
where deleted_at is null
order by made_at, id
limit $1::integer
