select version, position from ledger.projection where name = $1 for update
