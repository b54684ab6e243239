with used as (
  insert into personal.person_key (id, person, wrapped)
  select distinct on (given.id) given.id, given.person, given.wrapped
  from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as given (id, person, wrapped)
  on conflict (id) do nothing
)
insert into personal.value (commitment, position, field, person_key, sealed)
select given.commitment, given.position, given.field, given.person_key, given.sealed
from unnest($4::bytea[], $5::bigint[], $6::text[], $1::uuid[], $7::bytea[])
  as given (commitment, position, field, person_key, sealed)
