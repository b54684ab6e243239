select key as id
from compliance.register_row
where register = 'companies'
  and "row" ->> 'parent' = $1
  and valid_from <= $2::timestamptz
  and $2::timestamptz < valid_to
  and known_from <= $3::bigint
  and $3::bigint < known_to
order by key collate "C"
