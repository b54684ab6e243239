delete from webhooks.message
where (webhook, sequence) in (
  select webhook, sequence
  from webhooks.message
  where done_at < now() - make_interval(days => $1::integer)
  order by done_at
  limit $2::integer
)
