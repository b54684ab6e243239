-- The number of a subject and an obligation lies beside those of the same subject, as its rows do:
-- whoever adds the constraint, or inserts the rows of a subject, stays on the same pages. Its upper
-- 20 bits are the subject's alone, the other 44 are both's.
set local maintenance_work_mem = '256MB';

alter table compliance.compliance_status
  drop constraint compliance_status_one_at_a_time,
  add constraint compliance_status_one_at_a_time exclude using gist (
    (hashtextextended(subject, 0) # (hashtextextended(obligation, 0) & 17592186044415)) with =,
    int8range(known_from, known_to) with &&,
    tstzrange(valid_from, valid_to) with &&
  );

drop index compliance.compliance_status_still_known;
create index compliance_status_still_known on compliance.compliance_status (
  (hashtextextended(subject, 0) # (hashtextextended(obligation, 0) & 17592186044415))
) where known_to = 9007199254740991;
