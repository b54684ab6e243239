with given_up as (
  delete from ledger.claim where name = any($1::text[])
)
insert into ledger.claim (name, holder)
select taken.name, taken.holder
from unnest($2::text[], $3::text[]) as taken (name, holder)
on conflict (name) do update set holder = excluded.holder
