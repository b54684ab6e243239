update exports.run
set
  state = 'failed', finished_at = now(),
  problem = '{"code": "export-deleted", "detail": "The export was deleted before the run was done."}'
where definition = $1 and state in ('claimed', 'written', 'delivered')
