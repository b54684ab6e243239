with rule as materialized (
  select
    key,
    "row" ->> 'instrument' as instrument,
    "row" #>> '{title,zh}' as title_zh,
    "row" #>> '{title,en}' as title_en,
    "row" ->> 'force' as force,
    "row" ->> 'grade' as grade,
    "row" ->> 'expectation' as expectation,
    "row" ->> 'timeZone' as time_zone,
    -- What begins before the first wording has that one.
    case
      when lag(valid_from) over (partition by key order by valid_from) is null then '-infinity'
      else valid_from
    end as valid_from,
    coalesce(
      lead(valid_from) over (partition by key order by valid_from), 'infinity'
    ) as valid_to
  from compliance.register_row
  where register = 'obligations'
    and known_from <= $2::bigint and $2::bigint < known_to
),
segment as (
  select
    company, subject, obligation, status, rule_version, due_at, due_on, provisional, met_at, because,
    missing,
    greatest(valid_from, $6::timestamptz) as starts,
    valid_to as ends,
    lag(valid_to) over time as ended,
    lead(valid_from) over time as next_starts,
    bool_and(status = 'met') filter (where status <> 'waived') over duty as met_throughout
  from compliance.compliance_status
  where known_from <= $2::bigint and $2::bigint < known_to
    and valid_from <= $1::timestamptz
    and $6::timestamptz < valid_to
    and ($3::text[] is null or company = any ($3::text[]))
    and ($4::text[] is null or subject = any ($4::text[]))
    and ($5::text[] is null or obligation = any ($5::text[]))
  window
    duty as (partition by company, obligation, subject),
    time as (partition by company, obligation, subject order by valid_from)
),
-- Where no row stands, the obligation does not apply: before a segment, and after the last one.
gap as (
  select company, subject, obligation, met_throughout, coalesce(ended, $6::timestamptz) as starts,
    starts as ends
  from segment
  where coalesce(ended, $6::timestamptz) < starts
    and coalesce(ended, $6::timestamptz) > '-infinity'
  union all
  select company, subject, obligation, met_throughout, ends, 'infinity'
  from segment
  where next_starts is null and ends <= $1::timestamptz
),
told as (
  select
    company, subject, obligation, status, rule_version, due_at, due_on, provisional, met_at, because,
    missing, met_throughout, starts, ends
  from segment
  union all
  select
    company, subject, obligation, 'not-applicable', null, null, null, false, null, '{}', '{}',
    met_throughout, starts, ends
  from gap
)
select
  told.subject,
  told.company,
  told.obligation,
  nullif(rule.instrument, '') as instrument,
  nullif(rule.title_zh, '') as title_zh,
  coalesce(nullif(rule.title_en, ''), case when rule.key is null then told.obligation end) as title_en,
  coalesce(rule.force, 'draft') as force,
  coalesce(rule.grade, 'unsourced') as grade,
  told.rule_version as "ruleVersion",
  told.status,
  to_char(told.starts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "from",
  case
    when told.ends <= $1::timestamptz
      then to_char(told.ends at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  end as "to",
  told.due_on as "dueOn",
  to_char(told.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt",
  case when told.provisional then 'true' end as provisional,
  (told.met_at at time zone coalesce(rule.time_zone, 'UTC'))::date as "metOn",
  told.met_throughout::text as "metThroughout",
  coalesce(rule.expectation, 'false') as expectation,
  array_to_json(told.missing) as missing,
  array_to_json(told.because) as "becausePositions"
from told
left join rule
  on rule.key = told.obligation and rule.valid_from <= told.starts and told.starts < rule.valid_to
