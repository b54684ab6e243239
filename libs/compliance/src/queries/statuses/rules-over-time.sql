select "row", valid_from, valid_to
from compliance.register_row
where register = 'obligations'
  and key = any ($1::text[])
  and known_from <= $2::bigint
  and $2::bigint < known_to
order by key, valid_from
