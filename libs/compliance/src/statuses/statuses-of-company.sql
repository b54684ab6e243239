select
  id, company, subject, obligation, status, rule_version, due_at, due_on::text as due_on, provisional,
  met_at, because, missing, valid_from, valid_to
from compliance.compliance_status
where company = $1 and known_from <= $2::bigint and known_to > $2::bigint
order by subject collate "C", obligation collate "C", valid_from
