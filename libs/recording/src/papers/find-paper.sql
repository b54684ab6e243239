select bytes
from recording.paper
where sha256 = $1
