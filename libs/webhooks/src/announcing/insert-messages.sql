insert into webhooks.message (webhook, sequence, id, type, position, body)
select $1, $2::bigint + listed.place, listed.id, listed.type, listed.position, listed.body
from unnest($3::text[], $4::text[], $5::bigint[], $6::text[]) with ordinality
  as listed (id, type, position, body, place)
on conflict (webhook, id) do nothing
