select fingerprint
from personal.wrapping_key
where only_row
