select set_config('statement_timeout', $1, true), set_config('work_mem', $2, true)
