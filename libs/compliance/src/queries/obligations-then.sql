select
  key as id,
  "row" -> 'title' as title,
  "row" ->> 'kind' as kind,
  coalesce(("row" ->> 'house')::boolean, false) as house,
  coalesce(("row" ->> 'expectation')::boolean, false) as expectation,
  "row" ->> 'timeZone' as "timeZone",
  "row" ->> 'instrument' as instrument,
  "row" ->> 'jurisdiction' as jurisdiction,
  "row" -> 'rule' as rule
from compliance.register_row
where register = 'obligations'
  and valid_from <= $1::timestamptz
  and $1::timestamptz < valid_to
  and known_from <= $2::bigint
  and $2::bigint < known_to
