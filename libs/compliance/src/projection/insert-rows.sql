insert into register_row (
  register, subject, key, company, "row", words, valid_from, valid_to, known_from, known_to
)
select register, subject, key, company, "row"::json, words, valid_from, valid_to, known_from, known_to
from unnest(
  $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
  $7::timestamptz[], $8::timestamptz[], $9::bigint[], $10::bigint[]
) as new_row (
  register, subject, key, company, "row", words, valid_from, valid_to, known_from, known_to
)
