select
  value.commitment, value.position, value.field, value.sealed,
  person_key.id, person_key.person, person_key.wrapped
from personal.value
join personal.person_key on person_key.id = value.person_key
where value.commitment = any ($1::bytea[])
