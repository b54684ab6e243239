create schema importers;

-- Facts that ship with Edict and have been imported whole. A pack is known by its content, so a
-- changed one is imported again, and one that was interrupted too.
create table importers.shipped_pack (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  imported_at timestamptz not null default now()
);

grant usage on schema importers to edict_app;
grant select, insert on importers.shipped_pack to edict_app;
