create extension if not exists btree_gist;

create schema compliance;

-- What the ledger says of one thing, for a stretch of valid time and a stretch of knowledge. Both
-- stretches begin at their lower bound and end before their upper bound. The known bounds are
-- positions of the ledger; 9007199254740991 means still known. Nothing but `known_to` is updated.
create table compliance.register_row (
  id bigint generated always as identity,
  register text not null,
  subject text not null,
  key text not null,
  company text,
  "row" json not null,
  words text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  known_from bigint not null,
  known_to bigint not null,
  constraint register_row_id primary key (id),
  constraint register_row_valid check (valid_from < valid_to),
  constraint register_row_known check (known_from < known_to),
  constraint register_row_one_at_a_time exclude using gist (
    register with =,
    key with =,
    tstzrange(valid_from, valid_to) with &&,
    int8range(known_from, known_to) with &&
  )
);

create index register_row_by_key on compliance.register_row (register, key, valid_from);
create index register_row_by_company on compliance.register_row (company, register);
create index register_row_still_known on compliance.register_row (subject)
  where known_to = 9007199254740991;

create index register_row_by_system on compliance.register_row
  using gin ((("row" -> 'systems')::jsonb))
  where register = 'algorithm-registrations';

-- The words of each event in one spelling, for the search.
create table compliance.event_words (
  position bigint not null,
  type text not null,
  subject text not null,
  words text not null,
  constraint event_words_position primary key (position)
);

grant usage on schema compliance to edict_app, edict_worker;
grant select on compliance.register_row, compliance.event_words to edict_app;
grant select, insert, update, delete on compliance.register_row, compliance.event_words
  to edict_worker;
