select position from ledger.head where only_row for update
