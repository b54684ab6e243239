-- What is asked of one obligation is found by company, in the order in which it is answered; the
-- index by obligation was only ever read beside another one.
drop index compliance.compliance_status_by_obligation;

-- What nothing ends is never looked up by its end.
drop index compliance.compliance_status_by_end;
create index compliance_status_by_end on compliance.compliance_status (valid_to)
  where valid_to < 'infinity'::timestamptz;
