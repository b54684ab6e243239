select
  id, name, url, events, filters, lead_days as "leadDays", companies, disabled_at as "disabledAt",
  disabled_because as "disabledBecause", disabled_detail as "disabledDetail", made_at as "madeAt",
  made_by as "madeBy", changed_at as "changedAt", changed_by as "changedBy",
  position as "announcedTo", failures, failing_since as "failingSince", next_at as "nextAt",
  (
    select count(*) from webhooks.message m where m.webhook = w.id and m.state = 'pending'
  ) as pending,
  array(
    select json_build_object('madeAt', s.made_at, 'endsAt', s.ends_at)
    from webhooks.secret s
    where s.webhook = w.id and (s.ends_at is null or s.ends_at > now())
    order by s.made_at desc
  ) as secrets
from webhooks.webhook w
where $1::text is null or id = $1
order by made_at, id
limit $2::integer
