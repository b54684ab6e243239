create schema recording;

-- The papers that evidence refers to, under the digest by which it does. The database itself refuses
-- a paper that is not what it is called, and nothing changes or removes one.
create table recording.paper (
  sha256 bytea not null,
  bytes bytea not null,
  stored_at timestamptz not null default now(),
  stored_by text not null,
  constraint paper_sha256 primary key (sha256),
  constraint paper_is_what_it_is_called check (sha256 = sha256(bytes)),
  constraint paper_size check (octet_length(bytes) <= 33554432)
);

-- Scans and PDFs are packed already.
alter table recording.paper alter column bytes set storage external;

grant usage on schema recording to edict_app;
grant select, insert on recording.paper to edict_app;
