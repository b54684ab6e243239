import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import type { DatabaseRole } from '#libs/database';
import { COMPANY } from '../api/setup/february.js';
import { RunningServer } from '../api/setup/running-server.js';

/** What nobody may do to what was recorded, signed or noted, whatever he may otherwise. */
const TO_NOBODY = [
  `update ledger.event set actor = 'somebody'`,
  `delete from ledger.event`,
  `truncate ledger.event`,
  `alter table ledger.event disable trigger all`,
  `alter table ledger.event disable row level security`,
  `update ledger.checkpoint set size = 0`,
  `delete from ledger.checkpoint`,
  `delete from ledger.tree_node`,
  `delete from ledger.signing_key`,
  `update access.access_log set actor = 'somebody'`,
  `delete from access.access_log`,
  `update access.api_key set roles = '{admin}'`,
  `update access.api_key set companies = null`,
  `update access.api_key set secret_hash = ''`,
  `delete from access.api_key`,
  `delete from personal.value`,
  `delete from personal.person_key`,
  `delete from recording.paper`,
  `update webhooks.webhook set companies = null`,
  `update webhooks.secret set secret = ''`,
  `update webhooks.message set body = ''`,
  `create table ledger.mine ()`,
  `create table public.mine ()`,
  `create function public.mine() returns int language sql as 'select 1'`,
  `alter role edict_app superuser`,
  `copy ledger.event to program 'true'`,
];

const APPEND = `insert into ledger.event
  (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
  values (9, '{}', 's', 'i', 't', 'companies/a', 1, now(), now(), 'me')`;
const SIGN = `insert into ledger.checkpoint (origin, size, root, note)
  values ('o', 0, sha256(''), 'n')`;
const SEE_KEYS = `select secret_hash from access.api_key`;
const PROJECT = `delete from compliance.compliance_status`;
const SEE_WEBHOOK_SECRETS = `select secret from webhooks.secret`;
const SEE_PERSONS = `select sealed from personal.value`;

/** What each role may not do that another may. */
const TO_OTHERS: Readonly<Record<DatabaseRole, readonly string[]>> = {
  edict_app: [SIGN, PROJECT, SEE_WEBHOOK_SECRETS, `update ledger.projection set position = 0`],
  edict_worker: [
    APPEND,
    SIGN,
    SEE_KEYS,
    SEE_PERSONS,
    `select from access.access_log`,
    `update webhooks.webhook set url = ''`,
  ],
  edict_signer: [
    APPEND,
    PROJECT,
    SEE_KEYS,
    SEE_PERSONS,
    SEE_WEBHOOK_SECRETS,
    `update ledger.head set position = 0`,
  ],
  edict_log: [APPEND, SIGN, PROJECT, SEE_KEYS, SEE_PERSONS, SEE_WEBHOOK_SECRETS],
  edict_auditor: [
    APPEND,
    SIGN,
    PROJECT,
    SEE_KEYS,
    SEE_PERSONS,
    SEE_WEBHOOK_SECRETS,
    `select from access.access_log`,
    `update ledger.head set position = 0`,
    `delete from ledger.parked_subject`,
  ],
};

const ROLES = ['edict_app', 'edict_worker', 'edict_signer', 'edict_log', 'edict_auditor'] as const;
/** Not allowed, or refused by a trigger. */
const REFUSED = /^(42501|P0001|55000|0A000)$/;

let server: RunningServer;
const pools = new Map<DatabaseRole, pg.Pool>();

beforeAll(async () => {
  server = await RunningServer.start();
  await server.record(COMPANY);
  for (const role of ROLES) {
    const url = server.databaseUrl;
    pools.set(role, createPool({ url, role, applicationName: 'roles spec', max: 1 }));
  }
});

afterAll(async () => {
  for (const pool of pools.values()) await pool.end();
  await server.close();
});

describe.each(ROLES)('The database role %s', (role) => {
  it.each([...TO_NOBODY, ...TO_OTHERS[role]])('may not: %s', async (statement) => {
    const before = (await server.ask('/v1/events')).text;
    await expect(pools.get(role)?.query(statement)).rejects.toMatchObject({
      code: expect.stringMatching(REFUSED),
    });
    expect((await server.ask('/v1/events')).text).toBe(before);
  });
});

describe('The role of auditors', () => {
  it('reads the ledger, its proofs and the views', async () => {
    const pool = pools.get('edict_auditor');
    const read = async (table: string) =>
      (await pool?.query<{ count: number }>(`select count(*) from ${table}`))?.rows[0]?.count;
    expect(await read('ledger.event')).toBeGreaterThan(0);
    await server.fresh('/v1/companies');
    expect(await read('compliance.register_row')).toBeGreaterThan(0);
    expect(await read('ledger.checkpoint')).toBe(0);
  });
});

describe('Fifty identical requests at once', () => {
  it('make one event', async () => {
    const again = { ...COMPANY, id: 'again', subject: 'companies/other' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.record(again)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(49).fill(200), 201]);
    expect(new Set(answers.map(({ json }) => json['position'])).size).toBe(1);
    const { json } = await server.ask('/v1/events?subject=companies/other');
    expect(json.items).toHaveLength(1);
  });
});
