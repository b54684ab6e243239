select
  due.place::integer as place,
  coalesce(own."row" ->> 'owner', companys."row" ->> 'owner') as owner
from unnest($3::text[], $4::text[], $5::text[]) with ordinality
  as due (subject, company, obligation, place)
left join compliance.register_row as own
  on own.register = 'duties'
  and own.key = due.subject || '/' || due.obligation
  and own.valid_from <= $1::timestamptz and $1::timestamptz < own.valid_to
  and own.known_from <= $2::bigint and $2::bigint < own.known_to
-- What the company was assigned counts for each system that has no assignment of its own.
left join compliance.register_row as companys
  on companys.register = 'duties'
  and companys.key = 'companies/' || due.company || '/' || due.obligation
  and companys.valid_from <= $1::timestamptz and $1::timestamptz < companys.valid_to
  and companys.known_from <= $2::bigint and $2::bigint < companys.known_to
where coalesce(own."row" ->> 'owner', companys."row" ->> 'owner') is not null
