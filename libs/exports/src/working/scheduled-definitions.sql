select
  id, schedule, changed_at as "changedAt", planned_until as "plannedUntil",
  clock_timestamp() as now
from exports.definition
where enabled and deleted_at is null and schedule is not null
order by id
limit $1::integer
