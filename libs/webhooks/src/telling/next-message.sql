select m.sequence, m.id, m.type, m.body, m.aside, m.failures, w.failures as "failuresOfWebhook"
from webhooks.message m
join webhooks.webhook w on w.id = m.webhook
where m.webhook = $1
  and m.state = 'pending'
  and case
    when m.aside then m.next_at <= clock_timestamp()
    else w.enabled and w.next_at <= clock_timestamp()
  end
order by m.aside desc, m.sequence
limit 1
