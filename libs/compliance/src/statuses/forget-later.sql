delete from compliance_status where subject = $1 and known_from >= $2
