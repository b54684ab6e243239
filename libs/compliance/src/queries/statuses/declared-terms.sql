select key, "row" -> 'label' as label
from compliance.register_row
where register = 'terms'
  and subject <> 'vocabulary'
  and valid_from <= $1::timestamptz
  and $1::timestamptz < valid_to
  and known_from <= $2::bigint
  and $2::bigint < known_to
