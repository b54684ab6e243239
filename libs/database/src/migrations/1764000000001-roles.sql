do $$
declare
  wanted name;
begin
  foreach wanted in array array['edict_app', 'edict_worker']::name[] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception
        when duplicate_object or unique_violation then null;
      end;
    end if;
    if not exists (select from pg_roles where rolname = current_user and rolsuper) then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end
$$
