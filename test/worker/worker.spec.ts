import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  reachedPosition,
  RegistersProjection,
  REGISTERS_PROJECTION,
  STATUS_VIEWS,
  verifyViews,
} from '#libs/compliance';
import { createPool } from '#libs/database';
import { Ledger, projectionState } from '#libs/ledger';
import type { ProjectionState, RecordedEvent } from '#libs/ledger';
import { Recorder } from '#libs/recording';
import type { IncomingEvent } from '#libs/recording';
import { testPersonalValues } from '../setup/personal-values.js';
import { createTestDatabase } from '../setup/database.js';
import { until, WorkerProcess } from './worker-process.js';

const COMPANIES = 600;
const KILLS_MAX = 12;
const STOP_TIMEOUT_MS = 10_000;

let url: string;
let pool: pg.Pool;
let ledger: Ledger;
let recorder: Recorder;
let workers: WorkerProcess[];

beforeEach(async () => {
  ({ url } = await createTestDatabase());
  pool = createPool({ url, applicationName: 'worker spec' });
  ledger = new Ledger(pool);
  recorder = new Recorder({ ledger, personal: testPersonalValues(pool) });
  workers = [];
});

afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(({ exit }) => exit));
  await ledger.close();
  await pool.end();
});

function start(settings: Readonly<Record<string, string>> = {}, stdio?: 'ipc'): WorkerProcess {
  const worker = new WorkerProcess({ EDICT_DATABASE_URL: url, ...settings }, stdio);
  workers.push(worker);
  return worker;
}

describe('the views of a worker', () => {
  it('are those of a projection from scratch, however often it was killed', async () => {
    await record(newsOf(COMPANIES));
    const head = await headPosition();
    let kills = 0;
    for (let before = 0; before < head && kills < KILLS_MAX; kills += 1) {
      const worker = start();
      await until(async () => (await state()).position > before);
      worker.kill('SIGKILL');
      await worker.exit;
      before = (await state()).position;
    }
    expect(kills).toBeGreaterThan(1);
    start();
    await caughtUp();
    expect(await views()).toEqual(await viewsFromScratch());
  });

  it('take a rule at its own position, however often the worker is killed meanwhile', async () => {
    await record(newsOf(COMPANIES));
    start();
    await allReached();
    await record(RULE);
    let kills = 0;
    for (; kills < KILLS_MAX && !(await isReached()); kills += 1) {
      const worker = await start().runs();
      await until(async () => (await left()) < 2 * COMPANIES);
      for (const one of workers) one.kill('SIGKILL');
      await worker.exit;
    }
    expect(kills).toBeGreaterThan(0);
    start();
    await allReached();
    const { rows } = await pool.query('select from compliance.compliance_status');
    expect(rows.length).toBeGreaterThanOrEqual(COMPANIES);
    expect((await verifyViews({ pool, ledger })).isSound).toBe(true);
  });

  it('are folded once where two workers run, and go on when one of them is killed', async () => {
    const [first, second] = await Promise.all([start().runs(), start().runs()]);
    await record(newsOf(40, 'early'));
    await caughtUp();
    // Of several projections each may have one.
    const standsBy = ({ output }: WorkerProcess) =>
      output.includes(`Projection ${REGISTERS_PROJECTION}: another runner has the projection`);
    await until(() => standsBy(first) !== standsBy(second));
    (standsBy(first) ? second : first).kill('SIGKILL');
    await record(newsOf(40, 'late'));
    await caughtUp();
    expect(await views()).toEqual(await viewsFromScratch());
  });

  it('leave out a subject that cannot be taken, say so, and take it when that is mended', async () => {
    await pool.query(
      `alter table compliance.register_row
       add constraint fault check (subject <> 'systems/poison-system-0') not valid`,
    );
    const worker = await start().runs();
    await record(newsOf(1, 'poison'));
    await record(newsOf(1, 'sound'));
    await caughtUp();
    const { parked } = await state();
    expect(parked).toMatchObject([
      { subject: 'systems/poison-system-0', error: expect.stringContaining('fault') },
    ]);
    expect(worker.output).toContain('systems/poison-system-0 is parked');
    const subjects = new Set((await views()).map(({ subject }) => subject));
    expect(subjects.has('systems/sound-system-0')).toBe(true);
    expect(subjects.has('companies/poison-0')).toBe(true);
    expect(subjects.has('systems/poison-system-0')).toBe(false);

    await pool.query('alter table compliance.register_row drop constraint fault');
    start();
    await until(async () => (await state()).parked.length === 0);
    expect(await views()).toEqual(await viewsFromScratch());
  });
});

describe('a worker', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s', async (signal) => {
    const worker = await start().runs();
    await record(newsOf(20));
    const toldAt = Date.now();
    worker.kill(signal);
    expect(await worker.exit).toBe(0);
    expect(Date.now() - toldAt).toBeLessThan(STOP_TIMEOUT_MS);
  });

  it('ends cleanly when its parent goes away', async () => {
    const worker = await start({}, 'ipc').runs();
    worker.disconnect();
    expect(await worker.exit).toBe(0);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a wrong setting', { EDICT_LOG_LEVEL: 'loud' }, 'EDICT_LOG_LEVEL must be'],
    ['an unknown setting', { EDICT_COLOUR: 'red' }, 'EDICT_COLOUR is not a setting'],
    [
      'no database',
      { EDICT_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
      'The database in EDICT_DATABASE_URL cannot be used',
    ],
  ])('says in one line that it cannot start with %s', async (_, settings, reason) => {
    const worker = start(settings);
    expect(await worker.exit).toBe(2);
    expect(worker.output).toContain(reason);
    expect(worker.output.trim().split('\n')).toHaveLength(1);
  });

  it('says in one line that a newer Edict has migrated the database', async () => {
    await pool.query(
      `insert into public.migrations ("timestamp", name) values (9, 'Later9000000000000')`,
    );
    const worker = start();
    expect(await worker.exit).toBe(2);
    expect(worker.output).toMatch(/^The worker could not start: .*newer.*\n$/);
  });

  it('brings its own PostgreSQL where no database is named', async () => {
    const folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'worker-'));
    await chmod(folder, 0o755);
    const worker = new WorkerProcess({ EDICT_DATA_DIR: folder });
    workers.push(worker);
    await worker.runs();
    worker.kill('SIGTERM');
    expect(await worker.exit).toBe(0);
  });
});

async function record(events: readonly IncomingEvent[]): Promise<void> {
  const answers = await recorder.recordEach(events, { actor: 'staff:wang' });
  const refused = answers.find((answer) => answer instanceof Error);
  if (refused !== undefined) throw refused;
}

/** For each company: itself, a system, a feature that is suspended, and a retraction of that. */
function newsOf(companies: number, prefix = 'company'): readonly IncomingEvent[] {
  return Array.from({ length: companies }, (_, index) => {
    const company = `${prefix}-${index}`;
    const subject = `systems/${prefix}-system-${index}`;
    const suspension = { feature: 'voice', reason: 'privacy', by: 'provider' };
    const suspended = event(subject, 3, 'feature.suspended', suspension);
    const { source, id } = suspended;
    return [
      event(`companies/${company}`, 0, 'company.registered', {
        name: { en: company },
        jurisdiction: 'CN',
      }),
      event(subject, 1, 'system.introduced', { company, name: { en: company }, kind: 'model' }),
      event(subject, 2, 'feature.launched', { feature: 'voice', capabilities: [] }),
      suspended,
      event(subject, 4, 'event.retracted', { event: { source, id }, reason: 'misread' }),
    ];
  }).flat();
}

function event(
  subject: string,
  day: number,
  type: string,
  data: IncomingEvent['data'],
): IncomingEvent {
  const time = `2026-02-1${day}T09:00:00+08:00`;
  return { source: 'urn:example:desk', id: `${subject}/${day}`, type, subject, time, data };
}

/** One duty of every system, recorded when they are all there. */
const RULE: readonly IncomingEvent[] = [
  event('instruments/rules', 0, 'instrument.published', {
    title: { en: 'Rules', zh: '规定' },
    jurisdiction: 'CN',
    timeZone: 'Asia/Shanghai',
    issuers: ['CAC'],
    kind: 'rules',
    binding: true,
    url: 'https://example.org/rules',
  }),
  event('instruments/rules', 1, 'obligation.defined', {
    obligation: 'duty',
    title: { en: 'A duty', zh: '义务' },
    provision: '1',
    force: 'binding',
    grade: 'text',
    binds: 'system',
    kind: 'standing',
    appliesWhen: { fact: 'available', is: true },
    inForce: { from: '2026-01-01' },
    satisfiedBy: [{ type: 'measure.adopted' }],
  }),
];

async function isReached(): Promise<boolean> {
  return (await reachedPosition(pool, STATUS_VIEWS)) === (await headPosition());
}

function allReached(): Promise<void> {
  return until(isReached);
}

/** How many subjects have not yet taken the last rule change. */
async function left(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*) from compliance.duty_bearer
     where projected_to < (select max(position) from ledger.event)`,
  );
  return rows[0]?.count ?? 0;
}

async function headPosition(): Promise<number> {
  return (await ledger.head()).position;
}

function state(): Promise<ProjectionState> {
  return projectionState(pool, REGISTERS_PROJECTION);
}

async function caughtUp(): Promise<void> {
  const head = await headPosition();
  await until(async () => (await state()).position === head);
}

interface ViewRow {
  readonly subject: string;
}

/** Everything in the views but the numbers of rows, which depend on how they were built. */
async function views(client: pg.Pool | pg.PoolClient = pool): Promise<readonly ViewRow[]> {
  const { rows } = await client.query<ViewRow>(
    `select register, subject, key, company, "row"::text, words, valid_from, valid_to, known_from,
       known_to
     from compliance.register_row
     union all
     select 'event-words', subject, type, null, null, words, null, null, position, null
     from compliance.event_words
     order by 1, 2, 3, 9, 7`,
  );
  return rows;
}

/** In one batch and one transaction, which is rolled back. */
async function viewsFromScratch(): Promise<readonly ViewRow[]> {
  const events: RecordedEvent[] = [];
  for await (const recorded of ledger.stream({})) events.push(recorded);
  const projection = new RegistersProjection(ledger);
  const transaction = await pool.connect();
  try {
    await transaction.query('begin');
    await projection.reset(transaction);
    await projection.apply(transaction, events);
    return await views(transaction);
  } finally {
    await transaction.query('rollback');
    transaction.release();
  }
}
