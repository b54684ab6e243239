update ledger.checkpointer
set ran_at = now(), refused_at = coalesce(refused_at, now()), refusal = $1::text
where only_row
