select verifier_key as key, from_size as "from"
from ledger.signing_key
where origin = $1::text
order by from_size, key_id
