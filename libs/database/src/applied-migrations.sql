select name
from public.migrations
order by timestamp
