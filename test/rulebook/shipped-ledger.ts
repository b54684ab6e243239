import { createPool } from '#libs/database';
import {
  calendarOf,
  companyOfSystem,
  knownSet,
  obligationsOf,
  systemHistory,
} from '#libs/governance';
import type { KnownEvent } from '#libs/governance';
import { seedShipped } from '#libs/importers';
import { Ledger } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import { Recorder } from '#libs/recording';
import { evaluate } from '#libs/rulebook';
import type { Obligation, Segment } from '#libs/rulebook';
import { testPersonalValues } from '../setup/personal-values.js';
import { createTestDatabase } from '../setup/database.js';

/** What Edict ships with, on a ledger, read without any projection. */
export interface ShippedLedger {
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  /** The rules as known at a position. */
  rules(upTo?: number): Promise<readonly Obligation[]>;
  /** What each duty says of a system at a time, as known at a position. */
  duties(question: Question): Promise<ReadonlyMap<string, Segment>>;
  events(types: readonly string[]): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

interface Question {
  readonly system: string;
  readonly at: string;
  /** Of the algorithms that may be linked. */
  readonly algorithms?: readonly string[];
  readonly upTo?: number;
}

export async function seedLedger(): Promise<ShippedLedger> {
  const database = await createTestDatabase();
  const pool = createPool({ url: database.url, applicationName: 'edict-test' });
  const ledger = new Ledger(pool);
  const recorder = new Recorder({ ledger, personal: testPersonalValues(pool) });
  await seedShipped({ ledger, pool, recorder });
  const known = async (subject: string, upTo?: number): Promise<readonly KnownEvent[]> =>
    knownSet((await ledger.histories([subject], upTo)).get(subject) ?? []);
  const events = async (types: readonly string[]): Promise<readonly RecordedEvent[]> => {
    const found: RecordedEvent[] = [];
    for await (const event of ledger.stream({ types })) found.push(event);
    return found;
  };
  const readRules = async (upTo?: number): Promise<readonly Obligation[]> => {
    const published = await events(['instrument.published']);
    const streams = await Promise.all(published.map(({ subject }) => known(subject, upTo)));
    return streams.flatMap(obligationsOf);
  };
  // Nothing that a test records is a rule.
  const read = new Map<number | undefined, Promise<readonly Obligation[]>>();
  const rules = (upTo?: number): Promise<readonly Obligation[]> => {
    const known = read.get(upTo) ?? readRules(upTo);
    read.set(upTo, known);
    return known;
  };
  return {
    ledger,
    recorder,
    rules,
    events,
    duties: async ({ system, at, algorithms = [], upTo }) => {
      const own = await known(`systems/${system}`, upTo);
      const history = systemHistory(
        system,
        {
          own,
          company: await known(`companies/${companyOfSystem(own) ?? ''}`, upTo),
          algorithms: await Promise.all(algorithms.map((id) => known(`algorithms/${id}`, upTo))),
        },
        () => 'Asia/Shanghai',
      );
      const calendars = new Map([['cn', calendarOf('cn', await known('calendars/cn', upTo))]]);
      const timelines = evaluate(history, await rules(upTo), calendars);
      return new Map(
        timelines.flatMap(({ obligation, segments }) => {
          const now = segments.find(
            ({ from, to }) => from <= Date.parse(at) && Date.parse(at) < to,
          );
          return now ? [[obligation, now] as const] : [];
        }),
      );
    },
    close: async () => {
      await ledger.close();
      await pool.end();
      await database.drop();
    },
  };
}
