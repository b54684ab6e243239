select version, position from ledger.projection where name = $1
