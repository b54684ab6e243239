delete from ledger.parked_subject where projection = $1 and subject = $2 returning position
