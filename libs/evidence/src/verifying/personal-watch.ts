import type { JsonValue, RecordedEvent } from '#libs/ledger/pure';
import { isCommitment, verifyCommitment } from '#libs/merkle';
import { ENTRY } from '../format/entry-names.js';
import { parsePersonal } from '../format/personal-line.js';
import type { PackedPersonal } from '../format/personal-line.js';
import type { Findings } from './findings.js';
import type { OpenedPack } from './opened-pack.js';

/** An event has at most 65,535 bytes, of which a text is at most six for one in JSON. */
const PERSONAL_LINE_BYTES_MAX = 65_536;
const ERASURES_STREAM = 'log/erasures';
const ERASED_TYPE = 'data.erased';

/**
 * Holds the personal texts of a pack against the commitments in its events. Memory grows with the
 * number of texts that are not shown, which is that of the erased ones.
 */
export class PersonalWatch {
  private readonly lines: AsyncGenerator<Buffer, void> | undefined;
  private next: PackedPersonal | undefined;
  private isBegun = false;
  private shown = 0;
  /** `position field` of each text that is committed to and not shown. */
  private readonly hidden = new Set<string>();

  constructor(
    pack: OpenedPack,
    private readonly findings: Findings,
  ) {
    if (pack.has(ENTRY.personal)) {
      this.lines = pack.lines(ENTRY.personal, PERSONAL_LINE_BYTES_MAX);
    }
  }

  async take(event: RecordedEvent): Promise<void> {
    const { position } = event;
    if (!this.isBegun) await this.advance();
    const commitments = new Map(commitmentsIn(event.data, ''));
    while (this.next !== undefined && this.next.position <= position) {
      this.compare(this.next, position, commitments);
      await this.advance();
    }
    for (const field of commitments.keys()) this.hidden.add(placeOf(position, field));
    for (const place of erasedBy(event)) this.hidden.delete(place);
  }

  /** To be called behind the last event; how many texts are shown, and neither shown nor erased. */
  async end(): Promise<{ readonly shown: number; readonly hidden: number }> {
    if (!this.isBegun) await this.advance();
    while (this.next !== undefined) {
      this.refuse(this.next);
      await this.advance();
    }
    return { shown: this.shown, hidden: this.hidden.size };
  }

  private compare(line: PackedPersonal, position: number, commitments: Map<string, string>): void {
    const { field, salt, value } = line;
    const commitment = line.position === position ? commitments.get(field) : undefined;
    // A text that stands twice finds nothing the second time.
    commitments.delete(field);
    const isCommittedTo =
      commitment !== undefined && verifyCommitment(field, salt, value, commitment);
    if (!isCommittedTo) this.refuse(line);
  }

  private refuse({ position, field }: PackedPersonal): void {
    const detail = `Event ${position} does not commit to the text shown for its ${field}.`;
    this.findings.add('personal', detail, { position });
  }

  private async advance(): Promise<void> {
    this.isBegun = true;
    const { value } = (await this.lines?.next()) ?? { value: undefined };
    const before = this.next;
    this.next = value === undefined ? undefined : parsePersonal(value);
    if (this.next === undefined) return;
    this.shown += 1;
    if (before !== undefined && !isBehind(before, this.next)) {
      const detail = `The texts of ${ENTRY.personal} do not stand in their order.`;
      this.findings.add('personal', detail, { position: this.next.position });
    }
  }
}

function isBehind(before: PackedPersonal, { position, field }: PackedPersonal): boolean {
  return position > before.position || (position === before.position && field > before.field);
}

/** Each commitment in the data of an event, by the JSON pointer (RFC 6901) of its place. */
function* commitmentsIn(value: JsonValue, at: string): Generator<[string, string]> {
  if (typeof value === 'string') {
    if (isCommitment(value)) yield [at, value];
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries<JsonValue>(value)) {
      yield* commitmentsIn(member, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  }
}

/** The places whose texts an event says to be erased; only Edict itself writes to that stream. */
function erasedBy({ type, subject, data }: RecordedEvent): readonly string[] {
  const { events } = data;
  if (type !== ERASED_TYPE || subject !== ERASURES_STREAM || !isList(events)) return [];
  return events.flatMap((place) => {
    if (typeof place !== 'object' || place === null || isList(place)) return [];
    const { position, fields } = place;
    if (typeof position !== 'number' || !isList(fields)) return [];
    return fields.flatMap((field) => (typeof field === 'string' ? [placeOf(position, field)] : []));
  });
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function placeOf(position: number, field: string): string {
  return `${position} ${field}`;
}
