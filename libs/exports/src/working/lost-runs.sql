with lost as (
  select r.id, r.job, r.worker
  from exports.run r
  where r.state = 'claimed'
    and r.job is not null
    and case
      when r.worker is not null then not exports.lives(r.worker)
      else not exists (
        select from jobs.job j
        where j.name = 'export-run'
          and j.id = r.job
          and (
            j.state in ('created', 'retry')
            or (j.state = 'active' and j.started_on > now() - make_interval(secs => $1))
          )
      )
    end
  for update of r skip locked
)
update exports.run r
set
  worker = null, job = null,
  failures = r.failures + case when lost.worker is null then 0 else 1 end
from lost
where r.id = lost.id
returning lost.job
