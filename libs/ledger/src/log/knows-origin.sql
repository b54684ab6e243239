select exists (select from ledger.checkpoint where origin = $1::text) as known
