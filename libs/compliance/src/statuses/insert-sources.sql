insert into history_source (subject, stream)
select subject, stream from unnest($1::text[], $2::text[]) as source (subject, stream)
on conflict (subject, stream) do nothing
