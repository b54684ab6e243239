select
  r.id, r.definition as export, r.nominal_time as "nominalTime", r.state, r.attempt,
  r.started_at as "startedAt", r.finished_at as "finishedAt", r.position, r.previous, r.files, r.rows,
  r.removed_at as "removedAt", r.problem,
  array(
    select json_build_object(
      'kind', t.kind, 'state', t.state, 'attempt', t.attempt, 'error', t.error
    )
    from exports.target t
    where t.run = r.id
    order by t.place
  ) as targets
from exports.run r
where r.id = $1
