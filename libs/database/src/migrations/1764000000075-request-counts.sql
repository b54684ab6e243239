-- How many requests a key or an address has been granted in the current minute, for all processes
-- of the API together. Not logged: after a crash every minute begins anew.
create unlogged table access.request_count (
  subject text not null,
  minute timestamptz not null,
  granted integer not null,
  constraint request_count_subject primary key (subject)
);

grant select, insert, update, delete on access.request_count to edict_app;
