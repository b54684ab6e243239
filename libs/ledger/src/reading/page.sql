select convert_from(bytes, 'UTF8') as text
from ledger.event
where position > $1::bigint
  and position < $2::bigint
  and (type = any($3::text[]) or type like any($4::text[]) or ($3::text[] is null and $4::text[] is null))
  and ($5::text[] is null or subject = any($5::text[]))
  and ($6::timestamptz is null or time >= $6::timestamptz)
  and ($7::timestamptz is null or time < $7::timestamptz)
order by position
limit $8::integer
