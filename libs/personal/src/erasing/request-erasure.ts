import { randomUUID } from 'node:crypto';
import { sql } from '#libs/database';
import { personalTexts } from '#libs/governance';
import type { EventId, Ledger, RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import type { PersonalValues } from '../personal-values.js';
import { commitmentsIn } from '../revealing/commitments-in.js';
import type { OpenedValue } from '../revealing/opened-value.js';
import { ErasureRefused } from './refusals.js';

const INSERT_ERASURE = sql(import.meta.url, './insert-erasure.sql');

/** What shall be erased: values of one event, or every value that is exactly this name. */
export type ErasureWanted = { readonly reason: string } & (
  { readonly event: EventId; readonly fields?: readonly string[] } | { readonly person: string }
);

export interface ErasureSources {
  readonly pool: pg.Pool;
  readonly ledger: Pick<Ledger, 'find' | 'at'>;
  readonly personal: PersonalValues;
}

/**
 * Asks for an erasure, which destroys nothing before somebody else approves it. Returns its id.
 * @throws ErasureRefused
 */
export async function requestErasure(
  wanted: ErasureWanted,
  requestedBy: string,
  sources: ErasureSources,
): Promise<string> {
  const { reason } = wanted;
  const place =
    'person' in wanted
      ? await ofPerson(wanted.person, reason, sources)
      : await ofEvent(wanted.event, wanted.fields, reason, sources);
  const id = randomUUID();
  await sources.pool.query(INSERT_ERASURE, [
    id,
    place.position ?? null,
    place.fields ?? null,
    place.person ?? null,
    reason,
    requestedBy,
  ]);
  return id;
}

interface Place {
  readonly position?: number;
  readonly fields?: readonly string[];
  readonly person?: Buffer;
}

async function ofPerson(
  person: string,
  reason: string,
  { personal }: ErasureSources,
): Promise<Place> {
  const [, ...commitments] = await personal.formsOf(person);
  if (commitments.length === 0) {
    throw new ErasureRefused('nothing-to-erase', 'No value is exactly this text.', '/person');
  }
  checkReason(reason, [person]);
  return { person: personal.key.personOf(person) };
}

async function ofEvent(
  named: EventId,
  wanted: readonly string[] | undefined,
  reason: string,
  { ledger, personal }: ErasureSources,
): Promise<Place> {
  const event = await recorded(named, ledger);
  const opened = await personal.open(commitmentsIn(event.data));
  const standing = [...opened.values()];
  const fields = wanted ?? standing.map(({ field }) => field);
  if (fields.length === 0) throw nothingIn(event);
  for (const [index, field] of fields.entries()) {
    if (standing.some((one) => one.field === field)) continue;
    const pointer = `/fields/${index}`;
    throw new ErasureRefused('nothing-to-erase', `No value stands at ${field}.`, pointer);
  }
  checkReason(reason, valuesOf(standing, fields));
  return { position: event.position, fields: [...new Set(fields)] };
}

async function recorded(named: EventId, ledger: ErasureSources['ledger']): Promise<RecordedEvent> {
  const [receipt] = await ledger.find([named]);
  const stored = receipt && (await ledger.at(receipt.position));
  if (stored !== undefined) return stored.event;
  throw new ErasureRefused('unknown-event', 'No such event is recorded.', '/event');
}

function nothingIn(event: RecordedEvent): ErasureRefused {
  if (commitmentsIn(event.data).size > 0) {
    return new ErasureRefused(
      'already-erased',
      'What the event named was erased before.',
      '/event',
    );
  }
  const detail =
    personalTexts(event).length > 0
      ? 'The event was recorded before names were kept apart: its leaf has the text itself.'
      : 'The event has no field that names a person.';
  return new ErasureRefused('nothing-personal', detail, '/event');
}

function valuesOf(standing: readonly OpenedValue[], fields: readonly string[]): readonly string[] {
  return standing.filter(({ field }) => fields.includes(field)).map(({ value }) => value);
}

/** The reason stands on the ledger for ever. */
function checkReason(reason: string, values: readonly string[]): void {
  const folded = reason.toLowerCase();
  if (!values.some((value) => folded.includes(value.toLowerCase()))) return;
  const detail = 'The reason is recorded for ever, so it must not contain what shall be erased.';
  throw new ErasureRefused('names-the-person', detail, '/reason');
}
