-- Statements that bound the rows of a schema's tables as those of another are bounded.
with bounded as (
  select 1 as step, c.relname as "table", '' as name,
    format('alter table %I.%I enable row level security', $2::text, c.relname) as statement
  from pg_class as c
  where c.relnamespace = to_regnamespace($1) and c.relkind = 'r' and c.relrowsecurity
  union all
  select 2, p.tablename, p.policyname,
    format(
      'create policy %I on %I.%I as %s for %s to %s using (%s)%s',
      p.policyname, $2::text, p.tablename, p.permissive, p.cmd,
      (select string_agg(quote_ident(role), ', ') from unnest(p.roles) as role), p.qual,
      ' with check (' || p.with_check || ')'
    )
  from pg_policies as p
  where p.schemaname = $1
)
select statement
from bounded
order by step, "table", name
