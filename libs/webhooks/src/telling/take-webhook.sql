update webhooks.webhook w
set claim = w.claim + 1, claimed_until = clock_timestamp() + make_interval(secs => $1::float8)
where w.id = (
  select c.id
  from webhooks.webhook c
  where (c.claimed_until is null or c.claimed_until < clock_timestamp())
    and (
      (
        c.enabled and c.next_at <= clock_timestamp()
        and exists (
          select from webhooks.message m
          where m.webhook = c.id and m.state = 'pending' and not m.aside
        )
      )
      or exists (
        select from webhooks.message m
        where m.webhook = c.id and m.state = 'pending' and m.aside
          and m.next_at <= clock_timestamp()
      )
    )
  order by c.next_at
  limit 1
  for update skip locked
)
returning w.id, w.claim
