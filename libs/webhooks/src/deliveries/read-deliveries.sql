select
  m.id, m.sequence, m.type, m.position, m.state, m.made_at as "madeAt", m.done_at as "doneAt",
  array(
    select json_build_object(
      'attempt', a.attempt, 'beganAt', a.began_at, 'endedAt', a.ended_at, 'status', a.status,
      'error', a.error
    )
    from webhooks.attempt a
    where a.webhook = m.webhook and a.sequence = m.sequence
    order by a.attempt desc
    limit $6::integer
  ) as attempts
from webhooks.message m
where m.webhook = $1
  and ($2::text is null or m.id = $2)
  and ($3::text is null or m.state = $3)
  and ($4::bigint is null or m.sequence < $4)
order by m.sequence desc
limit $5::integer
