/** Which rows of a table concern companies, in SQL; `companies` is a list of their ids as SQL. */
export type RowsInScope = (companies: string) => string;

const SHARED_STREAMS = ['instruments', 'calendars', 'terms', 'sources'];
const SHARED_REGISTERS = ['instruments', 'obligations', 'terms', 'sources'];

/** Whatever stream ever had a row of one of them. */
function streamsOf(companies: string): string {
  return `select subject from compliance.register_row where company = any (${companies})`;
}

function ofStream(subject: string, companies: string): string {
  const shared = `split_part(${subject}, '/', 1) in (${quoted(SHARED_STREAMS)})`;
  return `(${shared} or ${subject} in (${streamsOf(companies)}))`;
}

const ofCompany: RowsInScope = (companies) => `company = any (${companies})`;

/** Webhooks that tell of none but these. */
function ofWebhook(webhook: string, companies: string): string {
  return `exists (select from webhooks.webhook as told where told.id = ${webhook} and told.companies <@ ${companies})`;
}

/** Tables of which a bounded request sees some rows. */
export const BOUNDED_TABLES: ReadonlyMap<string, RowsInScope> = new Map<string, RowsInScope>([
  ['ledger.event', (companies) => ofStream('subject', companies)],
  ['ledger.claim', (companies) => `holder in (${streamsOf(companies)})`],
  [
    'compliance.register_row',
    (companies) =>
      `(company = any (${companies}) or company is null and register in (${quoted(SHARED_REGISTERS)}))`,
  ],
  ['compliance.event_words', (companies) => ofStream('subject', companies)],
  ['compliance.compliance_status', ofCompany],
  ['compliance.duty_bearer', ofCompany],
  ['compliance.history_source', (companies) => `subject in (${streamsOf(companies)})`],
  ['webhooks.webhook', (companies) => `companies <@ ${companies}`],
  ['webhooks.secret', (companies) => ofWebhook('secret.webhook', companies)],
  ['webhooks.message', (companies) => ofWebhook('message.webhook', companies)],
  ['webhooks.attempt', (companies) => ofWebhook('attempt.webhook', companies)],
  [
    'personal.value',
    (companies) =>
      `exists (select from ledger.event as named where named.position = value.position and ${ofStream('named.subject', companies)})`,
  ],
]);

/** Of tables of which not all may be read by those who ask. */
export const READ_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['webhooks.secret', 'webhook, made_at, ends_at'],
]);

/** Tables that say nothing of any company: how far things are, and keys that open what is bounded. */
export const WHOLE_TABLES: ReadonlySet<string> = new Set([
  'ledger.head',
  'ledger.projection',
  'ledger.parked_subject',
  'compliance.rule_change',
  'personal.person_key',
  'personal.wrapping_key',
]);

/** What a function tells that reads for itself: where the ledger was at a time. */
export const WHOLE_FUNCTIONS: ReadonlySet<string> = new Set(['ledger.position_before']);

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
