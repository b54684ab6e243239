select event.source, event.id, value.position, array_agg(value.field order by value.field) as fields
from personal.value
join ledger.event on event.position = value.position
where value.position = $1 and ($2::text[] is null or value.field = any ($2::text[]))
group by event.source, event.id, value.position
