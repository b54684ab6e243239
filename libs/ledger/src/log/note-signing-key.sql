insert into ledger.signing_key (origin, key_id, verifier_key, from_size)
values ($1::text, $2::text, $3::text, $4::bigint)
on conflict (origin, key_id) do nothing
