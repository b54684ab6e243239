import type { Deadline, DeadlineKind, DeadlineStatus } from '#libs/compliance';

export const CALENDAR_LANGUAGES = ['en', 'zh'] as const;
export type CalendarLanguage = (typeof CALENDAR_LANGUAGES)[number];

/** What a calendar of deadlines says in one language. */
export interface CalendarWords {
  readonly name: string;
  readonly description: string;
  /** What stands before the title of an entry. */
  readonly lead: (row: Deadline['row']) => string;
  readonly kind: string;
  readonly status: string;
  readonly company: string;
  readonly subject: string;
  readonly obligation: string;
  readonly case: string;
  readonly owner: string;
  readonly because: string;
  readonly kinds: Readonly<Record<DeadlineKind, string>>;
  readonly statuses: Readonly<Record<DeadlineStatus, string>>;
  readonly provisional: string;
  readonly house: string;
  readonly expectation: string;
}

const EN: CalendarWords = {
  name: 'Compliance deadlines',
  description: 'What is due and what is past due, as Edict knows it.',
  lead: ({ kind, status, expectation }) => {
    if (kind === 'house') return 'House date: ';
    if (expectation) return 'Expected of the authority: ';
    return status === 'unevidenced' ? 'Past due: ' : '';
  },
  kind: 'Kind',
  status: 'Status',
  company: 'Company',
  subject: 'Subject',
  obligation: 'Obligation',
  case: 'Case',
  owner: 'Owner',
  because: 'Because of events',
  kinds: {
    obligation: 'obligation',
    case: 'order of an authority',
    house: 'date that the house set',
    'waiver-end': 'end of a waiver',
  },
  statuses: {
    pending: 'pending',
    unevidenced: 'unevidenced: the day has passed and nothing on record shows that it was met',
    unknown: 'unknown',
    breached: 'breached, by a recorded finding',
    met: 'met, and due again on this day',
    waived: 'waived until the end of this day',
  },
  provisional: 'Provisional: this day may still move.',
  house: 'The law gives no day: the term is the house’s own.',
  expectation: 'A duty of the authority: expected, never counted against the company.',
};

const ZH: CalendarWords = {
  name: '合规期限',
  description: 'Edict 所知的即将到期与已逾期事项。',
  lead: ({ kind, status, expectation }) => {
    if (kind === 'house') return '内部期限：';
    if (expectation) return '主管部门应办：';
    return status === 'unevidenced' ? '已逾期：' : '';
  },
  kind: '类别',
  status: '状态',
  company: '公司',
  subject: '对象',
  obligation: '义务',
  case: '案件',
  owner: '负责人',
  because: '依据事件',
  kinds: {
    obligation: '法定义务',
    case: '主管部门要求',
    house: '内部期限',
    'waiver-end': '豁免到期',
  },
  statuses: {
    pending: '待履行',
    unevidenced: '无证据：期限已过，记录中没有履行的证明',
    unknown: '不明',
    breached: '违反：有记录的认定',
    met: '已履行，当日再次到期',
    waived: '豁免至当日结束',
  },
  provisional: '暂定：日期可能变动。',
  house: '法律未规定期限：此为内部期限。',
  expectation: '主管部门的职责：仅供预期，不计入公司义务。',
};

export const CALENDAR_WORDS: Readonly<Record<CalendarLanguage, CalendarWords>> = { en: EN, zh: ZH };
