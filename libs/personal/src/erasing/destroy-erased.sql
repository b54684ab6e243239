select personal.destroy_erased() as destroyed
