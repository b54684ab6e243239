select position, type, subject
from compliance.event_words
where words like $1
  and position <= $2::bigint
order by position desc
limit $3
