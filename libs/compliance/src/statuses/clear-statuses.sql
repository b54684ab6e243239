with statuses as (
  delete from compliance_status
), bearers as (
  delete from duty_bearer
), sources as (
  delete from history_source
)
delete from rule_change
