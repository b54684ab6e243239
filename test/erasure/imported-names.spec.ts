import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import { createPool } from '#libs/database';
import { importFile } from '#libs/importers';
import type { ImportReport } from '#libs/importers';
import { Ledger } from '#libs/ledger';
import { Erasures } from '#libs/personal';
import type { PersonalValues } from '#libs/personal';
import { Recorder } from '#libs/recording';
import type pg from 'pg';
import { createTestDatabase } from '../setup/database.js';
import { testPersonalValues } from '../setup/personal-values.js';
import { GRANTER, OWNER, STORY } from './named-duties.js';
import { tablesWith } from './places-of-text.js';

const TABLE = stringify([
  ['type', 'subject', 'time', 'data.obligation', 'data.owner', 'data.by', 'data.reason'],
  ['duty.assigned', 'systems/seedance-2.0', '2026-02-09', 'label', OWNER, '', ''],
  ['obligation.waived', 'systems/seedance-2.0', '2026-02-09', 'report', '', GRANTER, 'A pilot.'],
]);
const LINES = STORY.map((event) => JSON.stringify(event)).join('\n');

let url: string;
let pool: pg.Pool;
let ledger: Ledger;
let personal: PersonalValues;
let recorder: Recorder;

beforeAll(async () => {
  ({ url } = await createTestDatabase());
  pool = createPool({ url, role: 'edict_app', applicationName: 'spec' });
  ledger = new Ledger(pool);
  personal = testPersonalValues(pool);
  recorder = new Recorder({ ledger, personal });
});
afterAll(async () => {
  await ledger.close();
  await pool.end();
});

const imported = (name: string, text: string): Promise<ImportReport> =>
  importFile({ name, bytes: Buffer.from(text) }, { ledger, recorder, actor: 'importer' });

const shown = async (): Promise<string> => {
  const events = await personal.reveal(await ledger.page({}, 1_000));
  return JSON.stringify(events);
};

describe.each([
  ['events.ndjson', LINES, STORY.length],
  ['duties.csv', TABLE, 2],
])('Names in %s', (name, text, count) => {
  it('are kept apart from what is recorded, and imported once', async () => {
    expect(await imported(name, text)).toMatchObject({ recorded: count, reported: [] });
    const { position } = await ledger.head();
    expect(await imported(name, text)).toMatchObject({ recorded: 0, duplicates: count });
    expect((await ledger.head()).position).toBe(position);
    expect(await tablesWith(url, OWNER)).toEqual([]);
    for (const person of [OWNER, GRANTER]) expect(await shown()).toContain(person);
  });

  it('do not come back with another import once they are erased', async () => {
    const erasures = new Erasures(pool, ledger);
    for (const person of [OWNER, GRANTER]) {
      const { id } = await erasures.request({ person, reason: 'Asked for.' }, 'key:a', personal);
      await erasures.approve(id, 'cli');
    }
    const { position } = await ledger.head();
    expect(await imported(name, text)).toMatchObject({ recorded: 0, duplicates: count });
    expect((await ledger.head()).position).toBe(position);
    for (const person of [OWNER, GRANTER]) {
      expect(await shown()).not.toContain(person);
      expect(await tablesWith(url, person)).toEqual([]);
    }
  });
});
