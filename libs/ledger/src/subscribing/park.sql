insert into ledger.parked_subject (projection, subject, position, error) values ($1, $2, $3, $4)
