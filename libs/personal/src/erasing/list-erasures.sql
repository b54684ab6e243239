select
  erasure.id, erasure.position, erasure.fields, erasure.person, erasure.reason,
  erasure.requested_by as "requestedBy", erasure.requested_at as "requestedAt",
  erasure.approved_by as "approvedBy", erasure.approved_at as "approvedAt",
  event.source, event.id as "eventId",
  case
    when erasure.approved_at is not null then erasure.erased_values
    when erasure.position is not null then (
      select count(*)::integer from personal.value
      where value.position = erasure.position and value.field = any (erasure.fields)
    )
    else (
      select count(*)::integer
      from personal.person_key
      join personal.value on value.person_key = person_key.id
      where person_key.person = erasure.person
    )
  end as "values"
from personal.erasure
left join ledger.event on event.position = erasure.position
where ($1::uuid is null or erasure.id = $1::uuid)
  and ($2::boolean is null or (erasure.approved_at is null) = $2::boolean)
order by erasure.requested_at desc, erasure.id
limit $3
