select name, holder from ledger.claim where name = any($1::text[]) order by name
