-- Lists of what is open, in their order, without reading all that is met or unknown.
create index compliance_status_open on compliance.compliance_status (company, obligation, subject)
  where status in ('breached', 'unevidenced', 'pending', 'waived');
