select "row"
from compliance.register_row
where register = 'measures'
  and company = any ($1::text[])
  and "row" ->> 'measure' like 'label.%'
  and valid_from <= $2::timestamptz
  and $2::timestamptz < valid_to
  and known_from <= $3::bigint
  and $3::bigint < known_to
order by key collate "C"
