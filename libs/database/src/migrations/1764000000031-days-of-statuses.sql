-- Deadlines are read by their day; what time alone changes begins or ends somewhere, and what begins
-- is indexed already.
create index compliance_status_by_day on compliance.compliance_status (due_on)
  where due_on is not null;
create index compliance_status_by_end on compliance.compliance_status (valid_to);
