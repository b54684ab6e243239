select id, register, subject, key, company, "row"::text as "row", words, valid_from, valid_to
from register_row
where subject = any ($1::text[])
  and known_to = 9007199254740991
