begin;
set local lock_timeout = :lock_timeout_ms;
set local idle_in_transaction_session_timeout = :idle_timeout_ms;
-- Plans of the prepared statements are made while the ledger may still be small.
set local enable_seqscan = off;
set local jit = off;
select position from ledger.head where only_row for update
