select
  subject, position,
  array(
    select distinct r.company
    from compliance.register_row r
    where r.subject = l.subject and r.company is not null
  ) as companies
from webhooks.left_out l
where subject <> all ($1::text[])
order by position
limit 100
