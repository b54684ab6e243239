select "row"
from compliance.register_row
where register = $1
  and key = $2
  and valid_from <= $3::timestamptz
  and $3::timestamptz < valid_to
  and known_from <= $4::bigint
  and $4::bigint < known_to
