select stream, max(position) as last
from compliance.rule_change
group by stream
