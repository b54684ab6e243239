import type {
  Cause,
  DeadlineKind,
  DeadlineStatus,
  EnforcementRow,
  FeatureSuspensionRow,
  ObligationRow,
  AlgorithmRegistrationRow,
  ServiceFilingRow,
  SourceRow,
} from '#libs/compliance';
import type { Localized } from '#libs/governance';
import type { Force, Grade, RuleKind, Status } from '#libs/rulebook';

type Words<Code extends string> = Readonly<Record<Code, Localized>>;

export const STATUS_WORDS: Words<Status> = {
  breached: { en: 'Breached', zh: '违反' },
  unevidenced: { en: 'Unevidenced', zh: '无证据' },
  unknown: { en: 'Unknown', zh: '不明' },
  pending: { en: 'Pending', zh: '待履行' },
  met: { en: 'Met', zh: '已履行' },
  waived: { en: 'Waived', zh: '已豁免' },
  'not-applicable': { en: 'Not applicable', zh: '不适用' },
};

export const RULE_KIND_WORDS: Words<RuleKind> = {
  standing: { en: 'Standing', zh: '持续义务' },
  reactive: { en: 'Reactive', zh: '触发义务' },
  recurring: { en: 'Recurring', zh: '定期义务' },
  prohibition: { en: 'Prohibition', zh: '禁止事项' },
};

export const FORCE_WORDS: Words<Force> = {
  binding: { en: 'Binding', zh: '有约束力' },
  practice: { en: 'Practice of an authority', zh: '监管实践' },
  advisory: { en: 'Advisory', zh: '指导性' },
  draft: { en: 'Draft', zh: '草案' },
};

export const GRADE_WORDS: Words<Grade> = {
  text: { en: 'Official text read', zh: '已核对官方文本' },
  quoted: { en: 'Quoted word for word', zh: '逐字引用' },
  secondary: { en: 'Described by others', zh: '二手描述' },
  unsourced: { en: 'Without source', zh: '无来源' },
};

export const BOUND_WORDS: Words<ObligationRow['binds']> = {
  system: { en: 'Each system', zh: '各系统' },
  company: { en: 'The company', zh: '公司' },
};

export const REGISTRATION_WORDS: Words<AlgorithmRegistrationRow['status']> = {
  submitted: { en: 'Submitted', zh: '已提交' },
  returned: { en: 'Returned', zh: '已退回' },
  refused: { en: 'Refused', zh: '不予备案' },
  registered: { en: 'Registered', zh: '已备案' },
  'change-submitted': { en: 'Change submitted', zh: '变更审核中' },
  'cancellation-submitted': { en: 'Cancellation submitted', zh: '注销审核中' },
  cancelled: { en: 'Cancelled', zh: '已注销' },
  deregistered: { en: 'Deregistered by the authority', zh: '由主管部门注销' },
  revoked: { en: 'Revoked', zh: '已撤销' },
};

export const SUSPENDER_WORDS: Words<FeatureSuspensionRow['by']> = {
  provider: { en: 'Provider', zh: '提供者' },
  platform: { en: 'Platform', zh: '平台' },
  authority: { en: 'Authority', zh: '主管部门' },
};

export const ENFORCEMENT_WORDS: Words<EnforcementRow['kind']> = {
  case: { en: 'Case', zh: '案件' },
  restriction: { en: 'Listing', zh: '列入清单' },
};

export const SERVICE_FILING_WORDS: Words<ServiceFilingRow['kind']> = {
  filing: { en: 'Filing', zh: '备案' },
  registration: { en: 'Registration', zh: '登记' },
};

export const CHECK_WORDS: Words<SourceRow['lastOutcome']> = {
  changed: { en: 'Changed', zh: '有变化' },
  unchanged: { en: 'Unchanged', zh: '无变化' },
  failed: { en: 'Failed', zh: '失败' },
};

export const DEADLINE_KIND_WORDS: Words<DeadlineKind> = {
  obligation: { en: 'Obligation', zh: '法定义务' },
  case: { en: 'Order of an authority', zh: '主管部门要求' },
  house: { en: 'House date', zh: '内部期限' },
  'waiver-end': { en: 'End of a waiver', zh: '豁免到期' },
};

export const DEADLINE_STATUS_WORDS: Words<DeadlineStatus> = STATUS_WORDS;

export const CAUSE_WORDS: Words<Cause> = {
  'new-fact': { en: 'New fact', zh: '新事实' },
  correction: { en: 'Correction', zh: '更正' },
  'rule-change': { en: 'Rule change', zh: '规则变更' },
  'calendar-change': { en: 'Calendar change', zh: '日历变更' },
  'time-passed': { en: 'Time passed', zh: '时间经过' },
};
