select distinct subject
from compliance.register_row
where company = $1
order by subject
