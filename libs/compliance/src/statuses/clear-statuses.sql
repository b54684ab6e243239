with statuses as (
  delete from compliance.compliance_status
), bearers as (
  delete from compliance.duty_bearer
), sources as (
  delete from compliance.history_source
)
delete from compliance.rule_change
