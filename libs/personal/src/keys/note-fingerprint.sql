insert into personal.wrapping_key (fingerprint)
values ($1)
on conflict (only_row) do nothing
