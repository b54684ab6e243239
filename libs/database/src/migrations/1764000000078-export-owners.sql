-- Whoever answers for an export is looked at again before each run: not by what proves a key, but by
-- what it reaches.
grant usage on schema access to edict_worker;
grant select (
  id, revoked_at, usable_from, expires_at, roles, companies, period_from, period_to
) on access.api_key to edict_worker;
