import type { EventRef } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger/pure';
import type { Fields } from '../../registers/register.js';
import {
  eventOnRecord,
  PARTS_PLAYED,
  type EventOnRecord,
  type PartPlayed,
} from './recorded-event-view.js';

/** Collects the events that an explanation names, and what each of them decided. */
export class EventsNamed {
  private readonly parts = new Map<number, Set<PartPlayed>>();

  constructor(private readonly eventAt: (position: number) => RecordedEvent | undefined) {}

  /** References to these events, which thereby are named. */
  as(part: PartPlayed): (because: readonly number[]) => readonly EventRef[] {
    return (because) => {
      const positions = [...new Set(because)].sort((one, other) => one - other);
      return positions.flatMap((position) => {
        const event = this.eventAt(position);
        if (event === undefined) return [];
        this.parts.set(position, (this.parts.get(position) ?? new Set()).add(part));
        const { type, time, recordedtime } = event;
        return [{ position, type, time, recordedtime }];
      });
    };
  }

  /** All that were named so far, in record order. */
  list(): readonly Fields<EventOnRecord>[] {
    return [...this.parts]
      .sort(([one], [other]) => one - other)
      .flatMap(([position, parts]) => {
        const event = this.eventAt(position);
        const decided = PARTS_PLAYED.filter((part) => parts.has(part));
        return event === undefined ? [] : [eventOnRecord(event, decided)];
      });
  }
}
