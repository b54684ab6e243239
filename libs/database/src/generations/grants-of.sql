select
  c.relname as "table",
  pg_get_userbyid(g.grantee) as grantee,
  string_agg(g.privilege_type, ', ' order by g.privilege_type) as privileges
from pg_class as c
cross join lateral aclexplode(c.relacl) as g
where c.relnamespace = to_regnamespace($1) and c.relkind = 'r' and g.grantee <> c.relowner
group by c.relname, g.grantee
order by c.relname, grantee
