select name from ledger.projection where name = any ($1::text[]) order by name for update
