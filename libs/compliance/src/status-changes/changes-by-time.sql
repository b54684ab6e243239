-- What time alone changed is a segment that begins or ends after the event that was the last one
-- then, and not after the next: it is judged by what that event had made known.
with later as materialized (
  select valid_from as at, company, subject, obligation, status, due_on, because, known_from, known_to
  from compliance.compliance_status
  where valid_from >= $5::timestamptz and valid_from <= $1::timestamptz
    and ($3::text is null or company = $3::text)
),
earlier as (
  select valid_to as at, company, subject, obligation, status, because, known_from, known_to
  from compliance.compliance_status
  where valid_to >= $5::timestamptz and valid_to <= $1::timestamptz and valid_to < 'infinity'
    and ($3::text is null or company = $3::text)
),
moment as materialized (
  select reached.at, least(head.position, $2::bigint) as position
  from (select at from later union select at from earlier) as reached
  cross join lateral ledger.position_before(reached.at) as head (position)
  where head.position is not null
),
known_later as (
  select later.*, moment.position
  from moment
  join later using (at)
  where later.known_from <= moment.position and moment.position < later.known_to
),
known_earlier as (
  select earlier.*, moment.position
  from moment
  join earlier using (at)
  where earlier.known_from <= moment.position and moment.position < earlier.known_to
),
change as (
  select
    position, at, subject, obligation,
    coalesce(known_later.company, known_earlier.company) as company,
    known_earlier.status as before, known_later.status as after, known_later.due_on,
    coalesce(known_later.because, known_earlier.because) as because
  from known_later
  full join known_earlier using (position, at, subject, obligation)
  where known_earlier.status is distinct from known_later.status
)
select
  position, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  company, subject, obligation, before, after, due_on::text as "dueOn", because,
  false as "byEvent"
from change
where (position, at, subject collate "C", obligation collate "C")
  > ($4::bigint, $5::timestamptz, $6::text, $7::text)
order by change.at, subject collate "C", obligation collate "C"
limit $8::integer
