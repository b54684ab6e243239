import { decide } from '#libs/governance';
import type { DecideOptions, Warning } from '#libs/governance';
import { sameContent } from '#libs/ledger';
import type { NewEvent, Receipt } from '#libs/ledger';
import { idKey } from './knowledge.js';
import type { Knowledge } from './knowledge.js';
import { Refused } from './refused.js';
import type { ShapedEvent } from './shape.js';
import { WorkingSet } from './working-set.js';

/** What becomes of one event, unless its append fails. */
export type Draft =
  | {
      readonly outcome: 'refused';
      readonly refusal: Refused;
      /** False where the shape was refused, which rests on nothing that may change. */
      readonly isDecided: boolean;
    }
  | { readonly outcome: 'duplicate'; readonly receipt: Receipt }
  /** The same event stands earlier in the call, at this index. */
  | { readonly outcome: 'repeated'; readonly first: number }
  | {
      readonly outcome: 'accepted';
      readonly event: NewEvent;
      readonly warnings: readonly Warning[];
    };

/** Every event is decided on as the events accepted before it leave the ledger. */
export interface Decided {
  readonly drafts: readonly Draft[];
  readonly workingSet: WorkingSet;
}

/** A guard asks for a stream that only its looking at another one gives away, once or twice. */
const PASSES_MAX = 8;

export interface DecidingManner extends DecideOptions {
  /** Nothing after the first refusal is decided. */
  readonly atomic: boolean;
}

export async function decideAll(
  events: readonly (ShapedEvent | Refused)[],
  knowledge: Knowledge,
  manner: DecidingManner,
): Promise<Decided> {
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const decided = decideOnce(events, knowledge, manner);
    const { missing } = decided.workingSet;
    if (missing.subjects.size + missing.names.size === 0) return decided;
    await knowledge.load(missing);
  }
  throw new Error(`deciding still asks for more after ${PASSES_MAX} passes`);
}

function decideOnce(
  events: readonly (ShapedEvent | Refused)[],
  knowledge: Knowledge,
  { atomic, warns }: DecidingManner,
): Decided {
  const workingSet = new WorkingSet(knowledge);
  const draft = (event: ShapedEvent): Draft => draftOf(event, knowledge, workingSet, { warns });
  const drafts: Draft[] = [];
  const firsts = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const drafted =
      event instanceof Refused
        ? refused(event, false)
        : (repeated(event, drafts, firsts) ?? draft(event));
    drafts.push(drafted);
    if (drafted.outcome === 'accepted') firsts.set(idKey(drafted.event), index);
    if (drafted.outcome === 'refused' && atomic) break;
  }
  return { drafts, workingSet };
}

function repeated(
  { event }: ShapedEvent,
  drafts: readonly Draft[],
  firsts: ReadonlyMap<string, number>,
): Draft | undefined {
  const first = firsts.get(idKey(event));
  const earlier = first === undefined ? undefined : drafts[first];
  if (first === undefined || earlier?.outcome !== 'accepted') return undefined;
  if (sameContent(event, earlier.event)) return { outcome: 'repeated', first };
  const detail = `${describe(event)} stands earlier in this call with other content.`;
  return refused(new Refused('id-reused', detail));
}

/** In the order of the contract: duplicate, expected version, decide. */
function draftOf(
  shaped: ShapedEvent,
  knowledge: Knowledge,
  workingSet: WorkingSet,
  options: DecideOptions,
): Draft {
  const receipt = knowledge.receipt(shaped.event);
  if (receipt !== undefined) return duplicate(shaped.event, receipt, knowledge, workingSet);
  const conflict = versionConflict(shaped, workingSet);
  if (conflict !== undefined) return refused(conflict);
  const decision = decide(shaped.proposal, workingSet, options);
  if (decision.outcome === 'rejected') {
    const { code, detail, pointer, problems } = decision;
    const errors = problems ?? (pointer === undefined ? [] : [{ pointer, code, message: detail }]);
    return refused(new Refused(code, detail, { errors }));
  }
  workingSet.accept(shaped, decision);
  return { outcome: 'accepted', event: shaped.event, warnings: decision.warnings };
}

function duplicate(
  event: NewEvent,
  receipt: Receipt,
  knowledge: Knowledge,
  workingSet: WorkingSet,
): Draft {
  const { position, subject } = receipt;
  const recorded = workingSet.recorded(subject, position);
  if (recorded === undefined || sameContent(event, knowledge.asSent(recorded, event))) {
    return { outcome: 'duplicate', receipt };
  }
  const detail = `${describe(event)} is recorded at position ${position} with other content.`;
  return refused(new Refused('id-reused', detail, { facts: { position, subject } }));
}

function versionConflict(shaped: ShapedEvent, workingSet: WorkingSet): Refused | undefined {
  const { expectedVersion: expected } = shaped;
  const { subject } = shaped.event;
  const actual = workingSet.sequence(subject);
  if (expected === undefined || expected === actual) return undefined;
  const detail = `${subject} stands at version ${actual}, not ${expected}.`;
  return new Refused('version-conflict', detail, { facts: { subject, expected, actual } });
}

function refused(refusal: Refused, isDecided = true): Draft {
  return { outcome: 'refused', refusal, isDecided };
}

function describe({ source, id }: NewEvent): string {
  return `The event ${id} of ${source}`;
}
