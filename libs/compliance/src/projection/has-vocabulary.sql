select exists (
  select from register_row
  where register = 'terms' and subject = 'vocabulary'
) as found
