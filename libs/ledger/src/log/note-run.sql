update ledger.checkpointer
set rehashed = $1::bigint, ran_at = now(), refused_at = null, refusal = null
where only_row
