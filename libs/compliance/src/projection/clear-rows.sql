delete from compliance.register_row
