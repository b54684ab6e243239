insert into rule_change (position, stream, obligations)
select position, stream, obligations::text[]
from unnest($1::bigint[], $2::text[], $3::text[]) as change (position, stream, obligations)
on conflict (position) do nothing
