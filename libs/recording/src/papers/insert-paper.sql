insert into recording.paper (sha256, bytes, stored_by)
values ($1, $2, $3)
on conflict (sha256) do nothing
