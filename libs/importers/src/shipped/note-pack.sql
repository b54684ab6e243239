insert into importers.shipped_pack (sha256, name)
values ($1, $2)
on conflict (sha256) do nothing
