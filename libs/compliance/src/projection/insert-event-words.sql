insert into event_words (position, type, subject, words)
select position, type, subject, words
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
  as new_words (position, type, subject, words)
on conflict (position) do nothing
