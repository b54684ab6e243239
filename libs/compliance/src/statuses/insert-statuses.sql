insert into compliance_status (
  company, subject, obligation, status, rule_version, due_at, due_on, provisional, met_at, because,
  missing, valid_from, valid_to, known_from, known_to
)
select
  company, subject, obligation, status, rule_version, due_at, due_on, provisional, met_at,
  because::bigint[], missing::text[], valid_from, valid_to, known_from, known_to
from unnest(
  $1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::timestamptz[], $7::date[],
  $8::boolean[], $9::timestamptz[], $10::text[], $11::text[], $12::timestamptz[],
  $13::timestamptz[], $14::bigint[], $15::bigint[]
) as new_row (
  company, subject, obligation, status, rule_version, due_at, due_on, provisional, met_at, because,
  missing, valid_from, valid_to, known_from, known_to
)
