import { IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString } from 'class-validator';
import { CATALOGUE, describe, Evidence } from '#libs/governance';
import type { Localized } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger/pure';
import { ListOf, Part } from '../../registers/fields.js';
import type { Fields } from '../../registers/register.js';
import { TermLabel } from '../../registers/terms.js';

/** What an event has to do with an answer. */
export const PARTS_PLAYED = [
  'answer',
  'rule',
  'fact',
  'run',
  'finding',
  'waiver',
  'calendar',
] as const;
export type PartPlayed = (typeof PARTS_PLAYED)[number];

/** One event that an answer rests on, with what shows that it happened. */
export class EventOnRecord {
  @IsInt() readonly position!: number;

  @IsString() readonly type!: string;

  @describe('What the type is called.')
  @Part(() => TermLabel)
  readonly title!: Localized;

  @describe(
    'What it decided: the answer itself, the wording of the rule, a fact, the start of the run, a ' +
      'finding, a waiver, a year of the calendar.',
  )
  @IsIn(PARTS_PLAYED, { each: true })
  readonly decided!: readonly PartPlayed[];

  @IsString() readonly subject!: string;

  @describe('Valid time as it was written.')
  @IsISO8601()
  readonly time!: string;

  @IsISO8601() readonly recordedtime!: string;

  @describe('Who recorded it.')
  @IsString()
  readonly actor!: string;

  @IsString() readonly source!: string;

  @IsString() readonly id!: string;

  @IsOptional() @IsString() readonly correlationid?: string;

  @IsOptional() @IsString() readonly causationid?: string;

  @describe('What it says, as it was recorded, but for the evidence.')
  @IsObject()
  readonly data!: object;

  @ListOf(() => Evidence) readonly evidence!: readonly Evidence[];
}

export function eventOnRecord(
  event: RecordedEvent,
  decided: readonly PartPlayed[],
): Fields<EventOnRecord> {
  const { position, type, subject, time, recordedtime, actor, source, id } = event;
  const { correlationid, causationid, data } = event;
  const { evidence, ...said } = data;
  return {
    position,
    type,
    title: CATALOGUE.get(type)?.title ?? { en: type, zh: type },
    decided,
    subject,
    time,
    recordedtime,
    actor,
    source,
    id,
    ...(correlationid === undefined ? {} : { correlationid }),
    ...(causationid === undefined ? {} : { causationid }),
    data: said,
    evidence: evidenceIn(evidence),
  };
}

/** What was recorded as evidence was checked against its class then. */
function evidenceIn(value: unknown): readonly Evidence[] {
  return Array.isArray(value) ? value.filter(isEvidence) : [];
}

function isEvidence(value: unknown): value is Evidence {
  return typeof value === 'object' && value !== null && 'publisher' in value;
}
