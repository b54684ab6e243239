select value.commitment
from personal.person_key
join personal.value on value.person_key = person_key.id
where person_key.person = $1
