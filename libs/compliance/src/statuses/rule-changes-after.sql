select position, stream, obligations
from compliance.rule_change
where position > $1 and obligations <> '{}'
order by position
