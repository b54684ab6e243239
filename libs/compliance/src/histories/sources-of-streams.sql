select subject, array_agg(stream order by stream collate "C") as streams
from compliance.history_source
where subject in (
  select subject from compliance.history_source where stream = any ($1::text[])
)
group by subject
order by subject collate "C"
