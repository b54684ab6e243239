-- Whoever sees only some streams hears only of those: the event that failed has to be one of them.
select parked.subject, min(parked.position) as position
from ledger.parked_subject parked
where exists (select from ledger.event where event.position = parked.position)
group by parked.subject
order by position, parked.subject
limit $1
