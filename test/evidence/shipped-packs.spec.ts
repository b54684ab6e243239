import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatVerifierKey } from '#libs/merkle';
import { KEY } from '../api/setup/running-server.js';
import type { RunningServer } from '../api/setup/running-server.js';
import { importShippedWeek } from '../api/setup/shipped-week.js';
import { SignedServer } from '../log/signed-server.js';
import { edict } from '../start/edict-process.js';
import { linesIn, rowsIn, textIn, unpacked } from './unpacked.js';

const COMPANIES = ['bytedance', 'kuaishou', 'zhipu', 'minimax', 'alibaba'];
const [FROM, TO] = ['2026-02-01T00:00:00Z', '2026-05-10T00:00:00Z'];
const COUNTED = ['breached', 'unevidenced', 'unknown', 'pending', 'met', 'waived'] as const;

type Row = Readonly<Record<string, unknown>>;
type Pack = ReadonlyMap<string, Buffer>;

let signed: SignedServer;
let server: RunningServer;
const packs = new Map<string, Buffer>();

beforeAll(async () => {
  signed = await SignedServer.start();
  server = signed.server;
  await importShippedWeek(server);
  await server.fresh('/v1/statuses?limit=1');
  for (const company of COMPANIES) packs.set(company, await made(company));
}, 180_000);
afterAll(() => signed.close());

async function made(company: string): Promise<Buffer> {
  const position = await server.head();
  const query = `from=${FROM}&to=${TO}&knownAt=position:${position}`;
  const path = `/v1/companies/${company}/evidence.zip?${query}`;
  const headers = { authorization: `Bearer ${KEY}` };
  const response = await fetch(server.url + path, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(bytes.toString());
  return bytes;
}

async function packOf(company: string): Promise<Pack> {
  return unpacked(packs.get(company) ?? Buffer.of());
}

/** What the stored views say, in the words of the pack. */
async function stored(company: string, at: string): Promise<readonly Row[]> {
  const query = `limit=1000&company=${company}&validAt=${at}`;
  const { json } = await server.ask(`/v1/statuses?${query}`);
  const rows = json.items as readonly Row[];
  return rows.filter(({ status }) => status !== 'not-applicable').map(textsOf);
}

const NAMES = ['subject', 'obligation', 'instrument', 'status', 'since', 'until'] as const;
const MORE = ['ruleVersion', 'dueOn', 'dueAt', 'metOn', 'expectation'] as const;

function textsOf(row: Row): Row {
  const told = [...NAMES, ...MORE].map((name) => [name, textOf(row[name])] as const);
  const because = (row['because'] as readonly { position: number }[]).map((one) => one.position);
  return Object.fromEntries([...told, ['because', JSON.stringify(because)]]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function byDuty(rows: readonly Row[]): readonly Row[] {
  const nameOf = (row: Row) => `${String(row['subject'])} ${String(row['obligation'])}`;
  return [...rows].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

/** Only what both tell. */
function likeStored(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) =>
    Object.fromEntries([...NAMES, ...MORE, 'because'].map((name) => [name, row[name]])),
  );
}

describe('The packs of the shipped facts', () => {
  it.each(COMPANIES)('say of %s what the stored views say', async (company) => {
    const pack = await packOf(company);
    for (const [name, at] of [
      ['state-start.csv', FROM],
      ['state-end.csv', TO],
    ] as const) {
      const told = byDuty(likeStored(rowsIn(pack, name)));
      expect(told).toEqual(byDuty(await stored(company, at)));
      // A control: at another time they would not.
      if (told.length > 0) expect(told).not.toEqual(byDuty(await stored(company, '2030-01-01')));
    }
  });

  it.each(COMPANIES)('count of %s what the company view counts', async (company) => {
    const html = textIn(await packOf(company), 'README.html');
    for (const [column, at] of [FROM, TO].entries()) {
      const { json } = await server.ask(`/v1/companies/${company}?validAt=${at}`);
      const told = COUNTED.map((status) => {
        const cells = new RegExp(`<th>${status}[^<]*</th><td>(\\d+)</td><td>(\\d+)</td>`).exec(
          html,
        );
        return [status, Number(cells?.[column + 1])];
      });
      expect(Object.fromEntries(told)).toEqual(json.counts);
    }
  });

  it.each(COMPANIES)('tell of %s the changes that the diff tells', async (company) => {
    const query = `limit=1000&from=${FROM}&to=${TO}`;
    const { json } = await server.ask(`/v1/companies/${company}/diff?${query}`);
    const diff = json.items as readonly Row[];
    const rows = rowsIn(await packOf(company), 'changes.csv');
    const inShort = (row: Row, before: unknown, after: unknown) =>
      [row['subject'], row['obligation'], row['cause'], before, after].join(' ');
    expect(rows.map((row) => inShort(row, row['before_status'], row['after_status']))).toEqual(
      diff.map((row) => {
        const [before, after] = [row['before'], row['after']] as Row[];
        return inShort(row, before?.['status'], after?.['status']);
      }),
    );
  });

  it('derive every status that is not met', async () => {
    for (const company of COMPANIES) {
      const pack = await packOf(company);
      const unmet = rowsIn(pack, 'state-end.csv').filter(({ status }) => status !== 'met');
      const derived = linesIn(pack, 'why.ndjson');
      const inShort = (row: Row) => `${String(row['subject'])} ${String(row['obligation'])}`;
      expect(derived.map(inShort)).toEqual(unmet.map(inShort));
      const statuses = derived.map(({ status }) => (status as Row)['status']);
      expect(statuses).toEqual(unmet.map(({ status }) => status));
    }
    expect(linesIn(await packOf('bytedance'), 'why.ndjson').length).toBeGreaterThan(5);
  });

  it('have no event of a company that the others are not told of', async () => {
    for (const company of COMPANIES) {
      const events = linesIn(await packOf(company), 'events.ndjson');
      const companies = new Set(
        events.map(({ subject }) => String(subject)).filter((one) => one.startsWith('companies/')),
      );
      expect([...companies]).toEqual([`companies/${company}`]);
    }
  });

  it('are verified offline', async () => {
    const folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'shipped-'));
    const key = signed.trusted.map(formatVerifierKey).join();
    const file = join(folder, 'bytedance.zip');
    await writeFile(file, packs.get('bytedance') ?? Buffer.of());
    const { exit, output } = await edict(['verify', file, '--key', key]);
    // The ledger has not counted yet, so that it is weaker than it could be.
    expect([exit, output]).toEqual([3, expect.stringMatching(/no|not/)]);
    expect(output).not.toMatch(/tampered/);
  });
});
