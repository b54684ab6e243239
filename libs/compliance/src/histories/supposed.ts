import type { RecordedEvent } from '#libs/ledger';
import { bySubject } from '../projection/by-subject.js';
import type { Fields } from '../registers/register.js';
import { isRuleStream, type RulesOverTime } from '../statuses/rules-over-time.js';
import { changesBetween } from './changes.js';
import { Chronicle, type Histories } from './chronicle.js';
import type { Viewpoint } from './stage.js';
import type { SourcedSubject } from './standing.js';
import { whatIfRow, type WhatIfRow } from './what-if-row.js';

/** The events of one question, and the rulebook as they would leave it. */
export class Supposed {
  /** Ids of the obligations that would be others. */
  readonly obligations: readonly string[];
  /** The subjects whose own history would be another one. */
  touched: ReadonlySet<string> = new Set();
  private readonly own: ReadonlyMap<string, readonly RecordedEvent[]>;

  constructor(
    readonly events: readonly RecordedEvent[],
    private readonly rulebook: RulesOverTime,
    private readonly between: { readonly from: Viewpoint; readonly to: Viewpoint },
  ) {
    const changed = events
      .filter(({ subject }) => isRuleStream(subject))
      .flatMap((event) => rulebook.changedBy(event).obligations);
    this.obligations = [...new Set(changed)];
    this.own = bySubject(events.filter(({ subject }) => !isRuleStream(subject)));
  }

  *rows(subjects: readonly SourcedSubject[], recorded: Histories): Generator<Fields<WhatIfRow>> {
    const histories = new Map(recorded);
    for (const [stream, events] of this.own) {
      histories.set(stream, [...(histories.get(stream) ?? []), ...events]);
    }
    const chronicle = new Chronicle(histories, this.rulebook);
    for (const subject of subjects) yield* this.rowsOf(subject, chronicle);
  }

  private *rowsOf(subject: SourcedSubject, chronicle: Chronicle): Generator<Fields<WhatIfRow>> {
    const { from, to } = this.between;
    const only = this.touched.has(subject.subject) ? undefined : this.obligations;
    const changes = changesBetween(chronicle, subject, from, to, only);
    if (changes.length === 0) return;
    const { company = '' } = chronicle.standingAt(subject, { position: to.knownAt });
    for (const change of changes) yield whatIfRow(change, company, chronicle, [from, to]);
  }
}
