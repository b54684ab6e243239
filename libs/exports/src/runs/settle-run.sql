update exports.run r
set
  state = told.state,
  finished_at = case when told.state in ('done', 'failed') then clock_timestamp() end,
  problem = case
    when told.state = 'failed' then jsonb_build_object(
      'code', 'not-delivered', 'detail', 'Not every target took it; "targets" says why.'
    )
  end
from (
  select
    r.id,
    case
      when bool_or(t.kind <> 'webhook' and t.state = 'pending') then 'written'
      when bool_or(t.kind <> 'webhook' and t.state = 'failed') then 'failed'
      when bool_or(t.state = 'pending') then 'delivered'
      when bool_or(t.state = 'failed') then 'failed'
      else 'done'
    end as state
  from exports.run r
  left join exports.target t on t.run = r.id
  where r.id = $1
  group by r.id
) as told
where r.id = told.id and r.state in ('written', 'delivered') and r.state <> told.state
