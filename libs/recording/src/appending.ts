import type { Ledger, ProposedEvent, Receipt, RecordedEvent } from '#libs/ledger';
import type { PersonalValues } from '#libs/personal';
import { decideAll } from './deciding.js';
import type { Decided, DecidingManner, Draft } from './deciding.js';
import type { Checked } from './incoming-event.js';
import { Knowledge } from './knowledge.js';
import type { KnowingManner } from './knowledge.js';
import { Refused } from './refused.js';
import type { ShapedEvent } from './shape.js';
import { StreamCache } from './stream-cache.js';
import type { StreamCacheLimits } from './stream-cache.js';
import { SubjectQueue } from './subject-queue.js';

/** How often events are decided again when what they were decided on has changed. */
export const REDECISIONS_MAX = 3;

export type Answer = Checked | Refused;
type Candidates = readonly (ShapedEvent | Refused)[];

/** `atomic` is all or nothing; else each event has its own verdict. */
export interface Manner extends DecidingManner {
  readonly dryRun: boolean;
}

/** Decides on events and appends the accepted ones, in one append that holds as decided. */
export class Appending {
  readonly #cache: StreamCache;
  readonly #queue = new SubjectQueue();

  constructor(
    private readonly ledger: Ledger,
    private readonly personal: PersonalValues,
    limits: StreamCacheLimits,
  ) {
    this.#cache = new StreamCache(limits);
  }

  /** An answer for each event in order; an atomic call ends with its first refusal. */
  async settle(events: Candidates, manner: Manner): Promise<readonly Answer[]> {
    if (manner.dryRun) return this.#check(events, manner);
    const subjects = shapedOf(events).map(({ event }) => event.subject);
    return this.#queue.run(subjects, () => this.#append(events, manner));
  }

  async #check(events: Candidates, manner: DecidingManner): Promise<readonly Answer[]> {
    const knowledge = await this.#knowledgeOf(shapedOf(events), { ...manner, mayUseCache: false });
    const { drafts } = await decideAll(events, knowledge, manner);
    return answersOf(drafts, []);
  }

  async #append(events: Candidates, manner: DecidingManner): Promise<readonly Answer[]> {
    const own = shapedOf(events);
    for (let attempt = 0; attempt <= REDECISIONS_MAX; attempt += 1) {
      const knowledge = await this.#knowledgeOf(own, { ...manner, mayUseCache: attempt === 0 });
      const decided = await decideAll(events, knowledge, manner);
      const hasRefusal = decided.drafts.some(isDecidedRefusal);
      // An acceptance is guarded by the append; a refusal has to rest on the ledger itself.
      const isSure = !hasRefusal || !knowledge.usedCache;
      if (isSure && manner.atomic && hasRefusal) return answersOf(decided.drafts, []);
      const receipts = isSure ? await this.#write(decided, knowledge) : undefined;
      if (receipts !== undefined) return answersOf(decided.drafts, receipts);
      this.#cache.forget(knowledge.subjects());
    }
    return this.#giveUp(events, manner);
  }

  #knowledgeOf(events: readonly ShapedEvent[], manner: KnowingManner): Promise<Knowledge> {
    const sources = { ledger: this.ledger, personal: this.personal, cache: this.#cache };
    return Knowledge.of(events, sources, manner);
  }

  /** The receipts of what was accepted; nothing where what was decided on has changed. */
  async #write(
    { workingSet }: Decided,
    knowledge: Knowledge,
  ): Promise<readonly Receipt[] | undefined> {
    const { request } = workingSet;
    if (request.proposals.length === 0) return [];
    const proposals = await this.personal.seal(request.proposals, (subject, named) =>
      workingSet.typeOf(subject, named),
    );
    const verdict = await this.ledger.append({ ...request, proposals });
    if (verdict.outcome !== 'recorded') return undefined;
    this.#remember(proposals, verdict.receipts, knowledge);
    return verdict.receipts;
  }

  #remember(
    proposals: readonly ProposedEvent[],
    receipts: readonly Receipt[],
    knowledge: Knowledge,
  ): void {
    const recorded = new Map<string, RecordedEvent[]>();
    for (const [index, { event }] of proposals.entries()) {
      const receipt = receipts[index];
      if (receipt === undefined || receipt.duplicate) continue;
      const { position, sequence, recordedtime } = receipt;
      const events = recorded.get(event.subject) ?? [];
      events.push({ ...event, position, sequence, recordedtime });
      recorded.set(event.subject, events);
    }
    for (const [subject, events] of recorded) {
      const stream = knowledge.stream(subject);
      if (stream !== undefined)
        this.#cache.put(events.reduce((sofar, event) => sofar.with(event), stream));
    }
  }

  /** Smaller appends rest on fewer streams that others may change. */
  async #giveUp(events: Candidates, manner: DecidingManner): Promise<readonly Answer[]> {
    if (!manner.atomic && events.length > 1) {
      const half = Math.ceil(events.length / 2);
      const first = await this.#append(events.slice(0, half), manner);
      const second = await this.#append(events.slice(half), manner);
      return [...first, ...second];
    }
    const detail = 'What the event depends on kept changing while it was decided on; try again.';
    return [new Refused('concurrent-change', detail)];
  }
}

function shapedOf(events: Candidates): readonly ShapedEvent[] {
  return events.filter((event): event is ShapedEvent => !(event instanceof Refused));
}

function isDecidedRefusal(draft: Draft): boolean {
  return draft.outcome === 'refused' && draft.isDecided;
}

/** `receipts` are those of the accepted events, in order; without them nothing was written. */
function answersOf(drafts: readonly Draft[], receipts: readonly Receipt[]): readonly Answer[] {
  const answers: Answer[] = [];
  const unused = receipts.values();
  for (const draft of drafts) {
    if (draft.outcome === 'refused') answers.push(draft.refusal);
    if (draft.outcome === 'duplicate') {
      answers.push({ ...draft.receipt, duplicate: true, warnings: [] });
    }
    if (draft.outcome === 'repeated') answers.push(repeatOf(answers[draft.first]));
    if (draft.outcome === 'accepted') {
      const { source, id, subject } = draft.event;
      const place = unused.next().value ?? { source, id, subject, duplicate: false };
      answers.push({ ...place, warnings: place.duplicate ? [] : draft.warnings });
    }
  }
  return answers;
}

function repeatOf(first: Answer | undefined): Checked {
  if (first === undefined || first instanceof Refused) {
    throw new Error('an event repeats one that was not accepted');
  }
  return { ...first, duplicate: true, warnings: [] };
}
