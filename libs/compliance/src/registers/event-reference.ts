import { IsInt, IsISO8601, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, Occurrence } from '#libs/governance';

/** One event that decided an answer. */
export class EventReference {
  @describe('Its place in the ledger.')
  @IsInt()
  readonly position!: number;

  @IsString() readonly type!: string;

  @describe('Valid time as it was written.')
  @IsISO8601()
  readonly time!: string;

  @IsISO8601() readonly recordedtime!: string;
}

/** The events behind some occurrences, each once, in position order. */
export function becauseOf(
  ...occurrences: readonly (Occurrence | undefined)[]
): readonly EventRef[] {
  const events = new Map<number, EventRef>();
  for (const occurrence of occurrences) {
    for (const event of occurrence?.because ?? []) events.set(event.position, event);
  }
  return [...events.values()].sort((one, other) => one.position - other.position);
}

/** The position of the event itself, whatever corrected it since. */
export function originOf(occurrence: Occurrence): number {
  return occurrence.because[0]?.position ?? 0;
}
