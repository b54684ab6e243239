select distinct subject
from compliance.register_row
where company = $1
  or ($2::boolean and company in (
    select member.key
    from compliance.register_row as member
    where member.register = 'companies' and member."row" ->> 'parent' = $1
  ))
order by subject
