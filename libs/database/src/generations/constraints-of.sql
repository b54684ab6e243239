select
  t.relname as "table",
  k.conname as name,
  pg_get_constraintdef(k.oid) as definition
from pg_constraint as k
join pg_class as t on t.oid = k.conrelid
where t.relnamespace = to_regnamespace($1) and k.contype in ('p', 'u', 'x')
order by t.relname, k.conname
