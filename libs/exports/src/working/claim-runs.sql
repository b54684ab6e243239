insert into exports.run (id, definition, nominal_time, asked, revision, asked_by)
select claimed.id, d.id, claimed.nominal_time, d.asked, d.revision, 'schedule'
from unnest($2::text[], $3::timestamptz[]) as claimed (id, nominal_time)
join exports.definition d on d.id = $1
on conflict (definition, nominal_time) do nothing
returning id
