-- What a rule changed reaches one subject after another: as long as one of those asked for has not
-- taken a change, the answer stands just before it. Parked subjects hold up nobody.
select least(
  (
    select case when count(*) = cardinality($1::text[]) then min(position) else 0 end
    from ledger.projection
    where name = any ($1::text[])
  ),
  (
    select min(change.position) - 1
    from compliance.rule_change as change
    where $2 = any ($1::text[])
      and change.obligations <> '{}'
      and change.position > (
        select min(bearer.projected_to)
        from compliance.duty_bearer as bearer
        where ($3::text[] is null or bearer.company = any ($3::text[]))
          and not exists (
            select
            from ledger.parked_subject as parked
            where parked.projection = $2 and parked.subject = bearer.subject
          )
      )
  )
) as position
