-- What a rule changed reaches one subject after another: as long as one of those asked for has not
-- taken a change, the answer stands just before it. Parked subjects hold up nobody.
select least(
  (select position from ledger.projection where name = $1),
  (
    select min(change.position) - 1
    from compliance.rule_change as change
    where change.obligations <> '{}'
      and change.position > (
        select min(bearer.projected_to)
        from compliance.duty_bearer as bearer
        where ($2::text[] is null or bearer.company = any ($2::text[]))
          and not exists (
            select
            from ledger.parked_subject as parked
            where parked.projection = $1 and parked.subject = bearer.subject
          )
      )
  )
) as position
