-- The filing entities of a group are found without reading every company.
create index register_row_by_parent on compliance.register_row (("row" ->> 'parent'))
  where register = 'companies';
