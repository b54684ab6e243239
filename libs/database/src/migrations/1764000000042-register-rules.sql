-- Which duties are those of authorities, and which recur, is asked with every total.
create index register_row_expectations on compliance.register_row (key)
  where register = 'obligations' and "row" ->> 'expectation' = 'true';
create index register_row_recurring on compliance.register_row (key)
  where register = 'obligations' and "row" ->> 'kind' = 'recurring';
