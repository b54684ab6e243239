-- What the tables of one schema have and those of another still lack, the largest table first:
-- keys and what guards against contradiction, indexes, statistics.
with guard as (
  select
    k.conrelid as "table",
    k.conname as name,
    'constraint' as kind,
    format(
      'alter table %I.%I add constraint %I %s',
      $2::text, t.relname, k.conname, pg_get_constraintdef(k.oid)
    ) as statement
  from pg_constraint as k
  join pg_class as t on t.oid = k.conrelid
  where t.relnamespace = to_regnamespace($1) and k.contype in ('p', 'u', 'x')
  union all
  -- Indexes that belong to a constraint come with it.
  select
    i.indrelid,
    c.relname,
    'index',
    replace(pg_get_indexdef(i.indexrelid), format(' ON %I.', $1), format(' ON %I.', $2))
  from pg_index as i
  join pg_class as t on t.oid = i.indrelid
  join pg_class as c on c.oid = i.indexrelid
  where t.relnamespace = to_regnamespace($1)
    and not exists (select from pg_constraint as k where k.conindid = i.indexrelid)
  union all
  select t.oid, t.relname, 'statistics', format('analyze %I.%I', $2, t.relname)
  from pg_class as t
  where t.relnamespace = to_regnamespace($1) and t.relkind = 'r'
)
select t.relname as "table", guard.name, guard.kind, guard.statement
from guard
join pg_class as t on t.oid = guard."table"
order by pg_table_size(format('%I.%I', $2, t.relname)::regclass) desc, t.relname, kind, guard.name
