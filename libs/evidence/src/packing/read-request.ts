import { InvalidAsOf, readKnownAt, readValidAt } from '#libs/compliance';
import { isDay } from '#libs/governance';
import type { Ledger, LedgerLog } from '#libs/ledger';
import { startOfDay } from '#libs/rulebook';
import type { PackRequest } from './pack-request.js';

/** What is asked for, as it was written. */
export interface PackAsked {
  readonly company?: string | undefined;
  /** RFC 3339, or a date: its first instant. By default a year before `to`. */
  readonly from?: string | undefined;
  /** RFC 3339, or a date: its last instant. By default when the last event was recorded. */
  readonly to?: string | undefined;
  /** RFC 3339, or `position:<n>`. By default all that is signed. */
  readonly knownAt?: string | undefined;
  readonly since?: number | undefined;
  /** RFC 3339, or a date: its last instant. By default now. */
  readonly accessedUntil?: string | undefined;
}

export interface PackSurroundings {
  readonly ledger: Pick<Ledger, 'at' | 'head' | 'positionAt'>;
  readonly log: Pick<LedgerLog, 'state'>;
  /** In which bare dates are read. */
  readonly timeZone: string;
  readonly now: Date;
}

/** A pack was asked for in words that have no answer. */
export class InvalidPackRequest extends Error {
  constructor(
    readonly field: keyof PackAsked,
    message: string,
  ) {
    super(message);
    this.name = 'InvalidPackRequest';
  }
}

/** @throws InvalidPackRequest */
export async function readPackRequest(
  asked: PackAsked,
  around: PackSurroundings,
): Promise<PackRequest> {
  const { company, since } = asked;
  const { timeZone, now } = around;
  const head = await around.ledger.head();
  const position = await positionOf(asked.knownAt, head.position, around);
  if (since !== undefined && since > head.position) {
    throw new InvalidPackRequest('since', `The ledger has ${head.position} events only.`);
  }
  const to = endOf('to', asked.to ?? (await recordedAt(position, around)), timeZone);
  const from = asked.from === undefined ? yearBefore(to) : startOf(asked.from, timeZone);
  if (from > to) throw new InvalidPackRequest('from', 'The period ends before it begins.');
  const accessedUntil = endOf('accessedUntil', asked.accessedUntil ?? now.toISOString(), timeZone);
  return {
    ...(company === undefined ? {} : { company }),
    from,
    to,
    position,
    ...(since === undefined ? {} : { since }),
    accessedUntil,
  };
}

async function positionOf(
  knownAt: string | undefined,
  head: number,
  { ledger, log }: PackSurroundings,
): Promise<number> {
  if (knownAt === undefined) return (await log.state()).size || head;
  const known = read('knownAt', knownAt, () => readKnownAt(knownAt));
  const position = 'position' in known ? known.position : await ledger.positionAt(known.time);
  if (position > head) {
    const message = `Position ${position} lies beyond the last event ${head}.`;
    throw new InvalidPackRequest('knownAt', message);
  }
  if (position > 0) return position;
  throw new InvalidPackRequest('knownAt', 'Nothing had been recorded by then.');
}

/** The moment of asking must not change what a pack says. */
async function recordedAt(position: number, { ledger }: PackSurroundings): Promise<string> {
  const stored = await ledger.at(position);
  return stored?.event.recordedtime ?? new Date(0).toISOString();
}

function startOf(from: string, timeZone: string): string {
  const last = endOf('from', from, timeZone);
  return isDay(from) ? new Date(startOfDay(from, timeZone)).toISOString() : last;
}

function endOf(field: keyof PackAsked, written: string, timeZone: string): string {
  return read(field, written, () => readValidAt(written, timeZone));
}

function yearBefore(instant: string): string {
  const date = new Date(instant);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString();
}

function read<Value>(field: keyof PackAsked, written: string, reading: () => Value): Value {
  try {
    return reading();
  } catch (error) {
    if (!(error instanceof InvalidAsOf)) throw error;
    throw new InvalidPackRequest(field, `${field} is not a time that Edict can read: ${written}`);
  }
}
