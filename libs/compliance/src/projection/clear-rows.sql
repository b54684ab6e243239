delete from register_row
