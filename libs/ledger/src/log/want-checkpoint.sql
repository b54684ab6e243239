select pg_notify('checkpoint_wanted', '')
