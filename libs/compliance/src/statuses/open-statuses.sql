select
  id, company, stored.subject, stored.obligation, status, rule_version, due_at,
  due_on::text as due_on, provisional, met_at, because, missing, valid_from, valid_to
from unnest($2::text[]) as wanted (obligation)
join compliance_status as stored
  on hashtextextended(stored.subject || ' ' || stored.obligation, 0)
    = hashtextextended($1 || ' ' || wanted.obligation, 0)
  and stored.subject = $1
  and stored.obligation = wanted.obligation
  and stored.known_to = 9007199254740991
