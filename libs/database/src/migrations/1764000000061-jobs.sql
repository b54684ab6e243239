do $$
declare
  made text;
begin
  perform jobs.create_queue('export-run', '{"policy": "standard"}');
  perform jobs.create_queue('export-delivery', '{"policy": "standard"}');
  grant usage on schema jobs to edict_worker;
  grant select, insert, update, delete on all tables in schema jobs to edict_worker;
  -- Tables are made and dropped by migrations alone.
  for made in
    select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'jobs'::regnamespace
  loop
    execute format('revoke execute on function %s from public', made);
  end loop;
end
$$
