insert into exports.target (run, place, kind, delivery)
select r.id, listed.place, listed.delivery ->> 'kind', listed.delivery
from exports.run r
join exports.definition d on d.id = r.definition
cross join lateral jsonb_array_elements(d.deliveries) with ordinality as listed (delivery, place)
where r.id = any ($1::text[])
