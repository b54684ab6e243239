select register, key, company, "row"
from compliance.register_row
where register = any ($1::text[])
  and words like $2
  and valid_from <= $3::timestamptz
  and $3::timestamptz < valid_to
  and known_from <= $4::bigint
  and $4::bigint < known_to
order by
  case
    when E'\n' || words || E'\n' like E'%\n' || $5 || E'\n%' then 0
    when E'\n' || words like E'%\n' || $5 || '%' then 1
    else 2
  end,
  array_position($1::text[], register),
  key collate "C"
limit $6
