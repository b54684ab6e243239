select distinct subject
from compliance.register_row
where company = any ($1::text[])
  and known_from <= $2::bigint
order by subject
