update compliance_status
set known_to = 9007199254740991
where subject = $1 and known_to >= $2 and known_to < 9007199254740991
