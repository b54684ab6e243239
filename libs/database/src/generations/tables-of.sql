select c.relname as name
from pg_class as c
where c.relnamespace = to_regnamespace($1) and c.relkind = 'r'
order by c.relname
