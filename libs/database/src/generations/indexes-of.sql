-- Indexes that belong to a constraint come with it.
select pg_get_indexdef(i.indexrelid) as definition
from pg_index as i
join pg_class as t on t.oid = i.indrelid
where t.relnamespace = to_regnamespace($1)
  and not exists (select from pg_constraint as k where k.conindid = i.indexrelid)
order by 1
