select subject, array_agg(stream order by stream collate "C") as streams
from compliance.history_source
where subject collate "C" > $1
group by subject
order by subject collate "C"
limit $2
