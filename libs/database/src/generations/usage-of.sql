select pg_get_userbyid(g.grantee) as grantee
from pg_namespace as n
cross join lateral aclexplode(n.nspacl) as g
where n.oid = to_regnamespace($1) and g.privilege_type = 'USAGE' and g.grantee <> n.nspowner
order by 1
