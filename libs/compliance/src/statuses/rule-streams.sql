select stream, max(position) as last from rule_change group by stream
