with lost as (
  select t.run, t.place, t.job, t.worker
  from exports.target t
  join exports.run r on r.id = t.run
  where t.state = 'pending'
    and t.job is not null
    and r.state in ('written', 'delivered')
    and case
      when t.worker is not null then not exports.lives(t.worker)
      else not exists (
        select from jobs.job j
        where j.name = 'export-delivery'
          and j.id = t.job
          and (
            j.state in ('created', 'retry')
            or (j.state = 'active' and j.started_on > now() - make_interval(secs => $1))
          )
      )
    end
  for update of t skip locked
)
update exports.target t
set
  worker = null, job = null,
  failures = t.failures + case when lost.worker is null then 0 else 1 end
from lost
where t.run = lost.run and t.place = lost.place
returning lost.job
