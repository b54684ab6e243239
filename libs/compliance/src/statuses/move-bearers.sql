insert into duty_bearer (subject, company, projected_to)
select subject, company, projected_to
from unnest($1::text[], $2::text[], $3::bigint[]) as bearer (subject, company, projected_to)
on conflict (subject) do update
set company = excluded.company,
  projected_to = greatest(duty_bearer.projected_to, excluded.projected_to)
