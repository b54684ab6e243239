select r.id as run
from exports.run r
where r.state = 'claimed'
  and r.job is null
  and not exists (
    select from exports.run other
    where other.definition = r.definition
      and other.state = 'claimed'
      and other.id <> r.id
      and (other.job is not null or other.nominal_time < r.nominal_time)
  )
order by r.nominal_time
limit 100
for update of r skip locked
