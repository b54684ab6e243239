select set_config('role', $1, false), set_config('edict.reach', $2, false)
