insert into webhooks.left_out (subject, position)
select subject, position
from unnest($1::text[], $2::bigint[]) as parked (subject, position)
on conflict (subject) do nothing
