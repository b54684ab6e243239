insert into exports.run (id, definition, nominal_time, asked, revision, asked_by)
select
  $1, d.id, coalesce($3::timestamptz, date_trunc('milliseconds', clock_timestamp())), d.asked,
  d.revision, $4
from exports.definition d
where d.id = $2
on conflict (definition, nominal_time) do nothing
returning id
