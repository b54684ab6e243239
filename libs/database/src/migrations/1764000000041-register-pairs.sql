-- One number stands for register and key: comparing it is several times faster, and a row is looked
-- up in the btree by its key. Two pairs of one number would be refused, not confused.
alter table compliance.register_row
  drop constraint register_row_one_at_a_time,
  add constraint register_row_one_at_a_time exclude using gist (
    hashtextextended(register || ' ' || key, 0) with =,
    int8range(known_from, known_to) with &&,
    tstzrange(valid_from, valid_to) with &&
  );
