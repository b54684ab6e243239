select position, stream, obligations
from rule_change
where position > $1 and obligations <> '{}'
order by position
