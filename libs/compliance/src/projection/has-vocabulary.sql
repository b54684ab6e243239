select exists (
  select from compliance.register_row
  where register = 'terms' and subject = 'vocabulary'
) as found
