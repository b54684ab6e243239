update compliance_status
set known_to = closed.known_to
from unnest($1::bigint[], $2::bigint[]) as closed (id, known_to)
where compliance_status.id = closed.id
