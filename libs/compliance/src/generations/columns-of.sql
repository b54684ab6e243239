-- What a table says of the ledger: its columns, but for the numbers that only tell rows apart.
select column_name as name, data_type as type
from information_schema.columns
where table_schema = $1 and table_name = $2 and is_identity = 'NO'
order by ordinal_position
