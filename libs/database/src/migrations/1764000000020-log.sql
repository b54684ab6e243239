do $$
begin
  if not exists (select from pg_roles where rolname = 'edict_signer') then
    begin
      create role edict_signer nologin;
    exception
      when duplicate_object or unique_violation then null;
    end;
  end if;
  if not exists (select from pg_roles where rolname = current_user and rolsuper) then
    execute format('grant edict_signer to %I', current_user);
  end if;
end
$$;

-- Nodes of the Merkle tree over `ledger.event.leaf_hash`, at every eighth level only: level 1 has
-- the roots over 256 leaves each, level 2 over 65,536 ... (C2SP tlog-tiles, level l, hash `index`).
create table ledger.tree_node (
  level smallint not null check (level between 1 and 6),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  constraint tree_node_place primary key (level, index)
);

-- What was signed, note word for word. Each follows exactly one other of its origin, so of two
-- signers that go on from the same checkpoint only one can commit.
create table ledger.checkpoint (
  id bigint generated always as identity,
  origin text not null,
  size bigint not null check (size >= 0),
  previous bigint check (previous < size),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null default now(),
  constraint checkpoint_id primary key (id),
  constraint checkpoint_size unique (origin, size),
  constraint checkpoint_chain unique nulls not distinct (origin, previous),
  constraint checkpoint_follows foreign key (origin, previous)
    references ledger.checkpoint (origin, size)
);

-- The public keys that checkpoints were signed with, from that size on. For information: whoever
-- verifies has keys from elsewhere.
create table ledger.signing_key (
  origin text not null,
  key_id text not null check (key_id ~ '^[0-9a-f]{8}$'),
  verifier_key text not null,
  from_size bigint not null,
  noted_at timestamptz not null default now(),
  constraint signing_key_name primary key (origin, key_id)
);

-- What the checkpointer does and, where it refuses to sign, why. `rehashed` is how many of the
-- leaves that are signed already were hashed again in the pass over them that is under way.
create table ledger.checkpointer (
  only_row boolean primary key default true check (only_row),
  rehashed bigint not null default 0,
  ran_at timestamptz,
  refused_at timestamptz,
  refusal text
) with (fillfactor = 10);

insert into ledger.checkpointer default values;

create trigger tree_node_is_immutable
  before update or delete on ledger.tree_node
  for each statement execute function ledger.refuse_change();

create trigger tree_node_is_not_emptied
  before truncate on ledger.tree_node
  for each statement execute function ledger.refuse_change();

create trigger checkpoint_is_immutable
  before update or delete on ledger.checkpoint
  for each statement execute function ledger.refuse_change();

create trigger checkpoint_is_not_emptied
  before truncate on ledger.checkpoint
  for each statement execute function ledger.refuse_change();

create trigger signing_key_is_immutable
  before update or delete on ledger.signing_key
  for each statement execute function ledger.refuse_change();

create trigger signing_key_is_not_emptied
  before truncate on ledger.signing_key
  for each statement execute function ledger.refuse_change();

alter table ledger.tree_node enable always trigger tree_node_is_immutable;
alter table ledger.tree_node enable always trigger tree_node_is_not_emptied;
alter table ledger.checkpoint enable always trigger checkpoint_is_immutable;
alter table ledger.checkpoint enable always trigger checkpoint_is_not_emptied;
alter table ledger.signing_key enable always trigger signing_key_is_immutable;
alter table ledger.signing_key enable always trigger signing_key_is_not_emptied;

grant usage on schema ledger to edict_signer;
grant select on ledger.event, ledger.head to edict_signer;
grant select, insert on ledger.tree_node, ledger.checkpoint, ledger.signing_key to edict_signer;
grant select, update on ledger.checkpointer to edict_signer;
grant select
  on ledger.tree_node, ledger.checkpoint, ledger.signing_key, ledger.checkpointer
  to edict_app, edict_worker;
