with rule as materialized (
  select
    key,
    "row" ->> 'kind' as kind,
    "row" ->> 'instrument' as instrument,
    "row" ->> 'jurisdiction' as jurisdiction,
    "row" ->> 'provision' as provision,
    "row" #>> '{title,zh}' as title_zh,
    "row" #>> '{title,en}' as title_en,
    "row" ->> 'force' as force,
    "row" ->> 'grade' as grade,
    "row" ->> 'house' as house,
    "row" ->> 'expectation' as expectation,
    "row" ->> 'timeZone' as time_zone
  from compliance.register_row
  where register = 'obligations'
    and valid_from <= $1::timestamptz and $1::timestamptz < valid_to
    and known_from <= $2::bigint and $2::bigint < known_to
),
named as materialized (
  select
    register || '/' || key as subject,
    "row" #>> '{name,zh}' as name_zh,
    "row" #>> '{name,en}' as name_en
  from compliance.register_row
  where register in ('companies', 'systems')
    and valid_from <= $1::timestamptz and $1::timestamptz < valid_to
    and known_from <= $2::bigint and $2::bigint < known_to
),
assigned as materialized (
  select key, "row" ->> 'owner' as owner
  from compliance.register_row
  where register = 'duties'
    and valid_from <= $1::timestamptz and $1::timestamptz < valid_to
    and known_from <= $2::bigint and $2::bigint < known_to
),
duty as (
  select
    company, subject, obligation, status, rule_version, due_at, due_on, provisional, met_at, because,
    missing, valid_from, valid_to
  from compliance.compliance_status
  where true /* conditions */
),
-- Only where several segments in a row have the same status does it stand for longer than one.
chained as (
  select distinct duty.subject, duty.obligation
  from duty
  join compliance.compliance_status as beside
    on beside.subject = duty.subject
    and beside.obligation = duty.obligation
    and beside.status = duty.status
    and (beside.valid_to = duty.valid_from or beside.valid_from = duty.valid_to)
  where beside.known_from <= $2::bigint and $2::bigint < beside.known_to
),
segment as (
  select
    subject, obligation, valid_from, valid_to,
    status is distinct from lag(status) over time
      or valid_from is distinct from lag(valid_to) over time as begins
  from compliance.compliance_status
  join chained using (subject, obligation)
  where known_from <= $2::bigint and $2::bigint < known_to
  window time as (partition by subject, obligation order by valid_from)
),
numbered as (
  select
    subject, obligation, valid_from, valid_to,
    count(*) filter (where begins) over (
      partition by subject, obligation order by valid_from
    ) as number
  from segment
),
stretch as (
  select subject, obligation, min(valid_from) as valid_from, max(valid_to) as valid_to
  from numbered
  group by subject, obligation, number
  having min(valid_from) <= $1::timestamptz and $1::timestamptz < max(valid_to)
)
select
  duty.subject,
  duty.company,
  case when starts_with(duty.subject, 'systems/') then substr(duty.subject, 9) end as system,
  coalesce(rule.kind, 'standing') as kind,
  duty.obligation,
  nullif(rule.instrument, '') as instrument,
  nullif(rule.jurisdiction, '') as jurisdiction,
  nullif(rule.provision, '') as provision,
  nullif(rule.title_zh, '') as title_zh,
  coalesce(nullif(rule.title_en, ''), case when rule.key is null then duty.obligation end) as title_en,
  coalesce(rule.force, 'draft') as force,
  coalesce(rule.grade, 'unsourced') as grade,
  duty.rule_version as "ruleVersion",
  duty.status,
  to_char(
    coalesce(stretch.valid_from, duty.valid_from) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
  ) as since,
  to_char(
    nullif(coalesce(stretch.valid_to, duty.valid_to), 'infinity') at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
  ) as until,
  duty.due_on as "dueOn",
  to_char(duty.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt",
  case when duty.provisional then 'true' end as provisional,
  coalesce(rule.house, 'false') as house,
  coalesce(rule.expectation, 'false') as expectation,
  nullif(coalesce(own.owner, companys.owner), '') as owner,
  (duty.met_at at time zone coalesce(rule.time_zone, 'UTC'))::date as "metOn",
  array_to_json(duty.missing) as missing,
  array_to_json(duty.because) as "becausePositions",
  nullif(company.name_en, '') as company_en,
  nullif(company.name_zh, '') as company_zh,
  nullif(bearer.name_en, '') as system_en,
  nullif(bearer.name_zh, '') as system_zh
from duty
left join rule on rule.key = duty.obligation
left join named as company on company.subject = 'companies/' || duty.company
left join named as bearer
  on bearer.subject = duty.subject and starts_with(duty.subject, 'systems/')
left join assigned as own on own.key = duty.subject || '/' || duty.obligation
left join assigned as companys on companys.key = 'companies/' || duty.company || '/' || duty.obligation
left join stretch on stretch.subject = duty.subject and stretch.obligation = duty.obligation
