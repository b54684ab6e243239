do $$
begin
  if not exists (select from pg_roles where rolname = 'edict_auditor') then
    begin
      create role edict_auditor nologin;
    exception
      when duplicate_object or unique_violation then null;
    end;
  end if;
end
$$;

-- The ledger with its proofs, and the views. No names of persons, no keys, nothing of webhooks.
grant usage on schema ledger, compliance to edict_auditor;
grant select on all tables in schema ledger to edict_auditor;
grant select on compliance.register_row, compliance.event_words, compliance.compliance_status,
  compliance.duty_bearer, compliance.history_source, compliance.rule_change to edict_auditor;

create policy audited on ledger.event for select to edict_auditor using (true);
create policy audited on ledger.claim for select to edict_auditor using (true);
create policy audited on compliance.register_row for select to edict_auditor using (true);
create policy audited on compliance.event_words for select to edict_auditor using (true);
create policy audited on compliance.compliance_status for select to edict_auditor using (true);
create policy audited on compliance.duty_bearer for select to edict_auditor using (true);
create policy audited on compliance.history_source for select to edict_auditor using (true);
