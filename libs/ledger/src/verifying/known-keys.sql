select verifier_key as key
from ledger.signing_key
order by from_size, key_id
