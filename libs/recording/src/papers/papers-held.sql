select encode(sha256, 'hex') as sha256
from recording.paper
where sha256 = any($1::bytea[]) and stored_at <= $2::timestamptz
order by sha256
