import { knownSet } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';
import type { Told } from '../registers/registers-fixture.js';
import { naiveSubjects } from '../statuses/naive-statuses.js';
import type { StatusesFixture } from '../statuses/statuses-fixture.js';

const START = Date.parse('2025-06-01T00:00:00Z');
const HOUR_MS = 3_600_000;

/** A valid time and a state of knowledge, as questions have them. */
export interface Viewpoint {
  readonly validAt: string;
  readonly knownAt: number;
}

/** What a duty is told to be: its status, its last day and moment, and whether these may still move. */
export type ToldDuty = readonly [
  status: string,
  dueOn: string | null,
  dueAt: number | null,
  mayMove: boolean,
];

export const NOT_APPLICABLE: ToldDuty = ['not-applicable', null, null, false];

/** A world that was told to a ledger, after everything that had been told before. */
export class ToldRun {
  private constructor(
    readonly name: string,
    private readonly after: number,
    private readonly last: number,
    private readonly events: readonly RecordedEvent[],
  ) {}

  static async tell(
    name: string,
    world: (run: string) => readonly Told[],
    fixture: StatusesFixture,
  ): Promise<ToldRun> {
    const after = (await fixture.ledger.head()).position;
    const last = await fixture.record(world(name));
    await fixture.project();
    const events: RecordedEvent[] = [];
    for await (const event of fixture.ledger.stream({})) {
      if (isOf(name, event.subject)) events.push(event);
    }
    return new ToldRun(name, after, last, events);
  }

  /** Some hours after the start of the world, with some of the run known, in percent. */
  viewpoint(hour: number, percent: number): Viewpoint {
    const knownAt = this.after + Math.ceil(((this.last - this.after) * percent) / 100);
    return { validAt: new Date(START + hour * HOUR_MS).toISOString(), knownAt };
  }

  /**
   * What a duty is at the later point of view on what counts at the earlier one: known there, and
   * not taking effect between the two.
   */
  without(
    duty: { readonly subject: string; readonly obligation: string; readonly company: string },
    earlier: Viewpoint,
    later: Viewpoint,
  ): ToldDuty {
    const counted = this.events.filter((event) => !this.takesEffect(event, earlier, later));
    const [naive] = naiveSubjects(counted, earlier.knownAt, [duty.subject]);
    const at = Date.parse(later.validAt);
    const timeline = naive?.timelines.find(({ obligation }) => obligation === duty.obligation);
    const segment = timeline?.segments.find(({ from, to }) => from <= at && at < to);
    if (naive?.company !== duty.company || segment === undefined) return NOT_APPLICABLE;
    const { status, dueOn = null, dueAt = null, provisional = false } = segment;
    return status === 'not-applicable' ? NOT_APPLICABLE : [status, dueOn, dueAt, provisional];
  }

  /** Whether an event was known at the earlier point of view and takes effect up to the later one. */
  takesEffect({ position, subject }: RecordedEvent, earlier: Viewpoint, later: Viewpoint): boolean {
    if (subject.startsWith('calendars/')) return false;
    const stream = this.events.filter((event) => event.subject === subject);
    const known = knownSet(stream, earlier.knownAt).find((event) => event.position === position);
    if (known === undefined) return false;
    const [from, to] = [Date.parse(earlier.validAt), Date.parse(later.validAt)];
    return from < known.instant && known.instant <= to;
  }

  at(position: number): RecordedEvent {
    const event = this.events.find((one) => one.position === position);
    if (event === undefined) throw new Error(`the run has no event ${position}`);
    return event;
  }
}

/** The calendar is everybody's. */
function isOf(run: string, subject: string): boolean {
  return subject === 'calendars/cn' || subject.split('/')[1]?.startsWith(run) === true;
}
