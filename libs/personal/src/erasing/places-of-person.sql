select event.source, event.id, value.position, array_agg(value.field order by value.field) as fields
from personal.person_key
join personal.value on value.person_key = person_key.id
join ledger.event on event.position = value.position
where person_key.person = $1
group by event.source, event.id, value.position
order by value.position
limit $2
