select t.run, t.place
from exports.target t
join exports.run r on r.id = t.run
where t.state = 'pending'
  and t.job is null
  and r.state = case when t.kind = 'webhook' then 'delivered' else 'written' end
order by r.nominal_time, t.place
limit 100
for update of t skip locked
