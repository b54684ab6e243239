select
  coalesce(signed.size, 0) as size,
  signed.signed_at as "signedAt",
  checkpointer.refusal,
  uncovered.recorded_time as "uncoveredSince"
from ledger.checkpointer
left join lateral (
  select checkpoint.size, checkpoint.signed_at
  from ledger.checkpoint
  order by checkpoint.id desc
  limit 1
) signed on true
left join ledger.event uncovered on uncovered.position = coalesce(signed.size, 0) + 1
where checkpointer.only_row
