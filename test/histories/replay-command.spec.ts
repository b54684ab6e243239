import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { tellStory } from '../api/setup/filing-duty.js';
import type { RunningServer } from '../api/setup/running-server.js';
import { edict, newDataDirectory } from '../start/edict-process.js';
import type { Settings } from '../start/edict-process.js';

let server: RunningServer;
let settings: Settings;
beforeAll(async () => {
  server = await tellStory();
  await server.fresh('/v1/companies/bytedance');
  settings = { EDICT_DATABASE_URL: server.databaseUrl, EDICT_DATA_DIR: await newDataDirectory() };
});
afterAll(() => server.close());

const replay = (args: readonly string[], more: Settings = {}, company = 'bytedance') =>
  edict(['replay', '--company', company, ...args], { ...settings, ...more });

interface Summary {
  readonly sha256: string;
  readonly frames: number;
  readonly compared?: { readonly rows: number; readonly differences: readonly object[] };
}

/** The frames as they were told, and the line behind them. */
function told(output: string): { readonly frames: readonly string[]; readonly summary: Summary } {
  const lines = output.trimEnd().split('\n');
  return { frames: lines.slice(0, -1), summary: JSON.parse(lines.at(-1) ?? '') as Summary };
}

describe('edict replay', () => {
  it('steps through the events of a company with what each changed, and prints a digest', async () => {
    const { exit, output } = await replay(['--at', '2026-02-20']);
    expect(exit).toBe(0);
    expect(output).toMatch(/^4 {2}company\.registered {2}companies\/bytedance\n/);
    expect(output).toContain(
      'systems/seedance-2.0 cn-algo-24-1: unknown (missing public-opinion) -> pending (due 2026-03-04)',
    );
    expect(output).toMatch(
      /\n5 events of bytedance up to position \d+, statuses as of 2026-02-20T15/,
    );
    expect(output).toMatch(/\nSHA-256 of the frames: [0-9a-f]{64}\n$/);
  });

  it('ends with the position, or the time, that is asked for', async () => {
    const { frames } = told((await replay(['--until', '5', '--json'])).output);
    expect(frames.map((line) => (JSON.parse(line) as { position: number }).position)).toEqual([
      4, 5,
    ]);
    const same = told((await replay(['--until', 'position:5', '--json'])).output);
    expect(same.frames).toEqual(frames);
    const all = told((await replay(['--until', '2999-01-01T00:00:00Z', '--json'])).output);
    expect(all.frames).toHaveLength(5);
  });

  it('has the digest of the lines that it tells', async () => {
    const { frames, summary } = told((await replay(['--json'])).output);
    expect(summary.frames).toBe(frames.length);
    expect(summary.sha256).toBe(hash('sha256', frames.map((line) => `${line}\n`).join('')));
  });

  it('gives the same digest in another locale and time zone', async () => {
    const elsewhere = { TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' };
    const [here, there] = [
      await replay(['--compare', '--at', '2026-02-20'], { TZ: 'UTC', LC_ALL: 'C' }),
      await replay(['--compare', '--at', '2026-02-20'], elsewhere),
    ];
    expect(there).toEqual(here);
    expect(here.exit).toBe(0);
    // A control: what is known at another time has another digest.
    const other = await replay(['--compare', '--at', '2026-03-20'], elsewhere);
    expect(other.output.split('\n').at(-2)).not.toBe(here.output.split('\n').at(-2));
  });

  it.each([
    ['a company that is not on record', 'nobody', []],
    ['a position beyond the head', 'bytedance', ['--until', '999']],
    ['a time that is none', 'bytedance', ['--at', 'soon']],
    ['a time before anything was recorded', 'bytedance', ['--until', '1999-01-01T00:00:00Z']],
  ])('ends with 2 for %s', async (_, company, args) => {
    expect(await replay(args, {}, company)).toMatchObject({ exit: 2 });
  });

  it('compares the stored views at any position, and names what differs', async () => {
    for (const until of ['5', '7', '8']) {
      const { exit, output } = await replay(['--compare', '--json', '--until', until]);
      expect(told(output).summary.compared).toMatchObject({ differences: [] });
      expect(exit).toBe(0);
    }
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query(
      `update compliance.compliance_status set status = 'met' where status = 'unevidenced'`,
    );
    await client.end();
    const { exit, output } = await replay(['--compare']);
    expect(exit).toBe(1);
    expect(output).toMatch(/differ from its events: \d+ rows, 2 differ\./);
    expect(output).toMatch(/missing: systems\/seedance-2\.0 cn-algo-24-1 unevidenced from 2026-03/);
    expect(output).toMatch(/unexpected: systems\/seedance-2\.0 cn-algo-24-1 met from 2026-03/);
  });
});
