select
  system_identifier || ' ' || current_database() as database,
  pg_is_in_recovery() as follows
from pg_control_system()
