delete from access.session
where ends_at <= now()
  or used_at + make_interval(secs => $1::integer) <= now()
  or id in (
    select id
    from access.session
    where key_id = $2
    order by created_at desc, id
    offset $3::integer
  )
