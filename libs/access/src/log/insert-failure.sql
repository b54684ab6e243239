insert into access.access_log (action, actor, resource, address)
select 'authentication-failed', $1::text, $2::text, $3::text
from (
  select count(*) as noted, coalesce(bool_or(actor is not distinct from $1::text), false) as "same"
  from access.access_log
  where action = 'authentication-failed'
    and address = $3::text
    and at > clock_timestamp() - make_interval(secs => $4::integer)
) as lately
where noted < $5::integer and not "same"
