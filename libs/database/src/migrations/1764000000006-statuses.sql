-- What every duty of every subject is, for a stretch of valid time and a stretch of knowledge. Both
-- stretches begin at their lower bound and end before their upper bound. The known bounds are
-- positions of the ledger; 9007199254740991 means still known. Where no row stands, the obligation
-- does not apply. Nothing but `known_to` is updated.
create table compliance.compliance_status (
  id bigint generated always as identity,
  company text not null,
  subject text not null,
  obligation text not null,
  status text not null,
  rule_version integer not null,
  due_at timestamptz,
  due_on date,
  provisional boolean not null,
  met_at timestamptz,
  because bigint[] not null,
  missing text[] not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  known_from bigint not null,
  known_to bigint not null,
  constraint compliance_status_id primary key (id),
  constraint compliance_status_known_status check (
    status in ('breached', 'unevidenced', 'unknown', 'pending', 'met', 'waived')
  ),
  constraint compliance_status_valid check (valid_from < valid_to),
  constraint compliance_status_known check (known_from < known_to),
  -- One number stands for subject and obligation: comparing it is several times faster. Two pairs of
  -- one number would be refused, not confused.
  constraint compliance_status_one_at_a_time exclude using gist (
    hashtextextended(subject || ' ' || obligation, 0) with =,
    int8range(known_from, known_to) with &&,
    tstzrange(valid_from, valid_to) with &&
  )
);

create index compliance_status_by_company on compliance.compliance_status (company, obligation);
create index compliance_status_by_obligation on compliance.compliance_status (obligation, status);
create index compliance_status_by_due on compliance.compliance_status (due_at)
  where due_at is not null;
create index compliance_status_by_start on compliance.compliance_status (valid_from);
create index compliance_status_by_knowledge on compliance.compliance_status (known_from);
create index compliance_status_still_known
  on compliance.compliance_status (hashtextextended(subject || ' ' || obligation, 0))
  where known_to = 9007199254740991;
create index compliance_status_replaced on compliance.compliance_status (known_to)
  where known_to < 9007199254740991;

-- Who has duties, and up to which position every change is in its rows.
create table compliance.duty_bearer (
  subject text not null,
  company text not null,
  projected_to bigint not null,
  constraint duty_bearer_subject primary key (subject)
);

create index duty_bearer_by_progress on compliance.duty_bearer (projected_to);
create index duty_bearer_by_company on compliance.duty_bearer (company, projected_to);

-- The streams that the history of a subject may be made of: once named, they stay.
create table compliance.history_source (
  subject text not null,
  stream text not null,
  constraint history_source_pair primary key (subject, stream)
);

create index history_source_by_stream on compliance.history_source (stream);

-- The events on instruments and calendars, each with the obligations that it changed.
create table compliance.rule_change (
  position bigint not null,
  stream text not null,
  obligations text[] not null,
  constraint rule_change_position primary key (position)
);

grant select on compliance.compliance_status, compliance.duty_bearer, compliance.history_source,
  compliance.rule_change to edict_app;
grant select, insert, update, delete on compliance.compliance_status, compliance.duty_bearer,
  compliance.history_source, compliance.rule_change to edict_worker;
