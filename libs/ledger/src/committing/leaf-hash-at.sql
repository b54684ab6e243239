select encode(leaf_hash, 'hex') as leaf_hash from ledger.event where position = $1
