import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { causeOf, CompanyHistories, NotKnown, RulesOverTime } from '#libs/compliance';
import type { DiffRow } from '#libs/compliance';
import { statusWorlds } from '../statuses/status-world.js';
import { StatusesFixture } from '../statuses/statuses-fixture.js';
import { NOT_APPLICABLE, ToldRun, type ToldDuty, type Viewpoint } from './told-run.js';

const LENGTH = 40;
/** Every run is told to the same ledger, so that each takes longer than the one before. */
const RUNS = 6;
const QUESTIONS = 6;

/** A moment of the world, and how much of it was known then, in percent. */
const asked = fc.tuple(fc.nat(600 * 24), fc.integer({ min: 1, max: 100 }));
const questions = fc.array(fc.tuple(asked, asked), { minLength: QUESTIONS, maxLength: QUESTIONS });

/** What the table says of the duties of a company under the rules of its own run. */
const STORED = `
  select subject || ' ' || obligation as duty, status, due_on::text as day, due_at as due, provisional
  from compliance.compliance_status
  where company = $1 and starts_with(obligation, $4) and known_from <= $2 and $2 < known_to
    and valid_from <= $3::timestamptz and $3::timestamptz < valid_to`;

interface StoredDuty {
  readonly duty: string;
  readonly status: string;
  readonly day: string | null;
  readonly due: Date | null;
  readonly provisional: boolean;
}
type Duties = ReadonlyMap<string, ToldDuty>;

describe('what explains a status, whatever happens,', () => {
  let fixture: StatusesFixture;
  let histories: CompanyHistories;
  let runs = 0;

  beforeAll(async () => {
    fixture = await StatusesFixture.open();
    const { pool, ledger } = fixture;
    histories = new CompanyHistories(pool, ledger, new RulesOverTime(ledger));
  });
  afterAll(() => fixture.close());

  const tell = (world: Parameters<typeof ToldRun.tell>[1]): Promise<ToldRun> => {
    runs += 1;
    return ToldRun.tell(`r${runs}-`, world, fixture);
  };

  async function stored(
    company: string,
    { validAt, knownAt }: Viewpoint,
    { name }: ToldRun,
  ): Promise<Duties> {
    const { rows } = await fixture.pool.query<StoredDuty>(STORED, [
      company,
      knownAt,
      validAt,
      name,
    ]);
    return new Map(
      rows.map(({ duty, status, day, due, provisional }) => [
        duty,
        [status, day, due?.getTime() ?? null, provisional],
      ]),
    );
  }

  it('differs where the stored table does, for the cause that the definition gives', async () => {
    const causes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(statusWorlds(LENGTH), questions, async (world, pairs) => {
        const run = await tell(world);
        for (const [one, other] of pairs) {
          const [from, to] = [run.viewpoint(...one), run.viewpoint(...other)];
          for (const company of [`${run.name}a`, `${run.name}b`]) {
            const all = await histories.diff(company, from, to).catch(nothing);
            const rows = all.filter(({ obligation }) => obligation.startsWith(run.name));
            const [before, after] = [
              await stored(company, from, run),
              await stored(company, to, run),
            ];
            expect(changesIn(rows)).toEqual(changesBetween(before, after));
            for (const row of rows) {
              causes.add(row.cause);
              checkCause(row, run, inOrder(from, to));
            }
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...causes]).toEqual(expect.arrayContaining(['new-fact', 'time-passed']));
  });

  it('is replayed up to the stored statuses', async () => {
    await fc.assert(
      fc.asyncProperty(statusWorlds(LENGTH), asked, async (world, one) => {
        const run = await tell(world);
        const viewpoint = run.viewpoint(...one);
        const company = `${run.name}a`;
        const at = { ...viewpoint, validAt: Date.parse(viewpoint.validAt) };
        const told = new Map<string, ToldDuty>();
        for await (const { changes } of await histories.replay(company, at).catch(nothing)) {
          for (const { subject, obligation, before, after } of changes) {
            if (!obligation.startsWith(run.name)) continue;
            const duty = `${subject} ${obligation}`;
            expect([duty, told.get(duty)?.[0] ?? 'not-applicable']).toEqual([duty, before.status]);
            told.set(duty, dutyOf(after));
          }
        }
        const applying = [...told].filter(([, [status]]) => status !== 'not-applicable');
        expect(new Map(applying)).toEqual(await stored(company, viewpoint, run));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('ends in the stored status, with every event that is named at hand', async () => {
    await fc.assert(
      fc.asyncProperty(statusWorlds(LENGTH), asked, async (world, one) => {
        const run = await tell(world);
        const viewpoint = run.viewpoint(...one);
        const company = `${run.name}a`;
        for (const [duty, told] of await stored(company, viewpoint, run)) {
          const [subject = '', obligation = ''] = duty.split(' ');
          const why = await histories.why(company, { subject, obligation }, viewpoint);
          expect([duty, dutyOf(why.status)]).toEqual([duty, told]);
          const named = why.events.map(({ position }) => position);
          expect(named).toEqual(
            expect.arrayContaining(why.because.map(({ position }) => position)),
          );
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

/** Nothing is said of a company that was not known yet. */
function nothing(error: unknown): never[] {
  if (error instanceof NotKnown) return [];
  throw error;
}

function changesIn(rows: readonly DiffRow[]): readonly unknown[] {
  return rows.map(({ subject, obligation, before, after }) => [
    `${subject} ${obligation}`,
    dutyOf(before),
    dutyOf(after),
  ]);
}

function dutyOf({ status, dueOn, dueAt, provisional = false }: DiffRow['before']): ToldDuty {
  if (status === 'not-applicable') return NOT_APPLICABLE;
  return [status, dueOn ?? null, dueAt === undefined ? null : Date.parse(dueAt), provisional];
}

function changesBetween(before: Duties, after: Duties): readonly unknown[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map(
      (duty) =>
        [duty, before.get(duty) ?? NOT_APPLICABLE, after.get(duty) ?? NOT_APPLICABLE] as const,
    )
    .filter(([, one, other]) => one.join() !== other.join());
}

function inOrder(from: Viewpoint, to: Viewpoint): readonly [Viewpoint, Viewpoint, 'from' | 'to'] {
  const order = from.knownAt - to.knownAt || Date.parse(from.validAt) - Date.parse(to.validAt);
  return order <= 0 ? [from, to, 'to'] : [to, from, 'from'];
}

function checkCause(
  row: DiffRow,
  run: ToldRun,
  [earlier, later, which]: ReturnType<typeof inOrder>,
): void {
  const answer = which === 'to' ? row.after : row.before;
  const unmoved = run.without(row, earlier, later);
  const isSame = unmoved.join() === dutyOf(answer).join();
  expect([row, row.cause === 'time-passed']).toEqual([row, isSame]);
  if (row.cause === 'time-passed') return;
  const events = row.events.map(({ position }) => run.at(position));
  const last = events.at(-1);
  expect(last && causeOf(last)).toBe(row.cause);
  for (const event of events) {
    const isRecorded = earlier.knownAt < event.position && event.position <= later.knownAt;
    expect(isRecorded || run.takesEffect(event, earlier, later)).toBe(true);
  }
}
