select
  current_setting('server_version_num')::integer as version,
  (select rolsuper from pg_roles where rolname = session_user) as "isSuperuser"
