select distinct on (person) id, person, wrapped
from personal.person_key
where person = any ($1::bytea[])
order by person, id
