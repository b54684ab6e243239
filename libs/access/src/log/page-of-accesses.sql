select id, at, action, actor, company, resource, address
from access.access_log
where id > $1::bigint
  and ($2::text is null or action = $2::text)
  and ($3::text is null or actor = $3::text)
  and ($4::text is null or company = $4::text)
  and ($5::timestamptz is null or at >= $5::timestamptz)
  and ($6::timestamptz is null or at < $6::timestamptz)
order by id
limit $7::integer
