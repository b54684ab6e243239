import { CATALOGUE, isInVocabulary, termSubject } from '#libs/governance';
import type { Accepted, Known, KnownEvent, States, StreamKind, TermKind } from '#libs/governance';
import type {
  AppendRequest,
  Claim,
  EventId,
  NewEvent,
  ProposedEvent,
  RecordedEvent,
} from '#libs/ledger';
import type { Knowledge, Missing } from './knowledge.js';
import { Stream } from './stream.js';

/** Places of events that are accepted but not recorded yet: behind everything recorded. */
const PROVISIONAL_POSITION = 2 ** 52;
const PROVISIONAL_RECORDEDTIME = '9999-12-31T23:59:59.999Z';

/**
 * What the ledger will say once the events accepted so far are recorded. It notes what was looked
 * at, so that the append holds only while that is still so, and what was asked for but not loaded.
 */
export class WorkingSet implements Known {
  readonly missing: Missing = { subjects: new Set(), names: new Set() };
  readonly #accepted: ProposedEvent[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #holders = new Map<string, string | undefined>();
  readonly #read = new Set<string>();

  constructor(private readonly knowledge: Knowledge) {}

  state<Kind extends StreamKind>(kind: Kind, id: string, until?: number): States[Kind] {
    return this.#stream(`${kind}/${id}`).state(kind, until);
  }

  exists(subject: string): boolean {
    return this.#ending(subject).exists();
  }

  declares(kind: TermKind, name: string): boolean {
    return isInVocabulary(kind, name) || this.exists(termSubject(kind, name));
  }

  stream(subject: string): readonly RecordedEvent[] {
    return this.#stream(subject).events;
  }

  events(subject: string): readonly KnownEvent[] {
    return this.#stream(subject).known();
  }

  holder(name: string): string | undefined {
    if (this.#holders.has(name)) return this.#holders.get(name);
    const claim = this.knowledge.claim(name);
    if (claim === undefined) this.missing.names.add(name);
    return claim?.holder;
  }

  hasType(type: string): boolean {
    return CATALOGUE.has(type);
  }

  sequence(subject: string): number {
    return this.#ending(subject).sequence;
  }

  /** The recorded event at a place; a stream that does not reach it is behind and asked for. */
  recorded(subject: string, position: number): RecordedEvent | undefined {
    const event = this.knowledge.stream(subject)?.at(position);
    if (event === undefined) this.missing.subjects.add(subject);
    return event;
  }

  /** The type of an event of the stream, recorded or accepted. */
  typeOf(subject: string, { source, id }: EventId): string | undefined {
    return this.stream(subject).find((event) => event.source === source && event.id === id)?.type;
  }

  accept(proposed: ProposedEvent, { claims, releases }: Accepted): void {
    const { subject } = proposed.event;
    const stream = this.#ending(subject);
    const position = PROVISIONAL_POSITION + this.#accepted.length;
    this.#streams.set(subject, stream.with(provisional(proposed.event, stream, position)));
    this.#accepted.push(proposed);
    // Who holds a name now decides what the append has to say of it, so it is looked up first.
    for (const name of [...releases, ...claims]) this.holder(name);
    for (const name of releases) this.#holders.set(name, undefined);
    for (const name of claims) this.#holders.set(name, subject);
  }

  get request(): AppendRequest {
    const guards = [...this.#read].map((subject) => ({
      subject,
      sequence: this.knowledge.stream(subject)?.sequence ?? 0,
    }));
    return { proposals: this.#accepted, guards, ...this.#exchangedNames() };
  }

  /** Names change hands once in an append, whatever its events did with them in between. */
  #exchangedNames(): { claims: readonly Claim[]; releases: readonly Claim[] } {
    const claims: Claim[] = [];
    const releases: Claim[] = [];
    for (const [name, holder] of this.#holders) {
      const before = this.knowledge.claim(name)?.holder;
      if (before === holder) continue;
      if (before !== undefined) releases.push({ name, holder: before });
      if (holder !== undefined) claims.push({ name, holder });
    }
    return { claims, releases };
  }

  #stream(subject: string): Stream {
    const stream = this.#ending(subject);
    if (!stream.isWhole) this.missing.subjects.add(subject);
    return stream;
  }

  /** Maybe without its events. */
  #ending(subject: string): Stream {
    this.#read.add(subject);
    const stream = this.#streams.get(subject) ?? this.knowledge.stream(subject);
    if (stream === undefined) this.missing.subjects.add(subject);
    return stream ?? new Stream(subject, []);
  }
}

function provisional(event: NewEvent, stream: Stream, position: number): RecordedEvent {
  const sequence = stream.sequence + 1;
  return { ...event, position, sequence, recordedtime: PROVISIONAL_RECORDEDTIME };
}
