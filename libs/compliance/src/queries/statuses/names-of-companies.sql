select key, "row" -> 'name' as name
from compliance.register_row
where register = 'companies'
  and key = any ($1::text[])
  and valid_from <= $2::timestamptz
  and $2::timestamptz < valid_to
  and known_from <= $3::bigint
  and $3::bigint < known_to
