select
  (
    select count(*) from webhooks.webhook
    where disabled_because in ('gone', 'failing', 'not-authorised')
  ) as disabled,
  (select count(*) from webhooks.message where state = 'pending') as pending
