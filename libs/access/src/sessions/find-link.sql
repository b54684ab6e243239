select key_id as "keyId", secret_hash as "hash"
from access.sign_in_link
where id = $1 and now() < expires_at
