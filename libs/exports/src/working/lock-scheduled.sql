select
  id, schedule, missed_runs as "missedRuns", planned_until as "plannedUntil",
  clock_timestamp() as now
from exports.definition
where id = $1 and enabled and deleted_at is null and schedule is not null
for update skip locked
