select subject, array_agg(stream order by stream collate "C") as streams
from compliance.history_source
where subject in (
  select subject from compliance.history_source where stream = $1
)
group by subject
order by subject collate "C"
