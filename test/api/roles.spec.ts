import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { ApiKeys, Grants, ROLES } from '#libs/access';
import type { Role } from '#libs/access';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { roleMatrix } from './setup/role-matrix.js';
import { RunningServer } from './setup/running-server.js';

const MATRIX = roleMatrix();
/** What no answer of a route itself is: 401 and 403 come before the route. */
const REFUSALS = [401, 403];

let server: RunningServer;
let pool: pg.Pool;
let ledger: Ledger;
let routes: readonly string[];
const keys = new Map<Role, string>();

beforeAll(async () => {
  server = await RunningServer.start();
  pool = createPool({ url: server.databaseUrl, role: 'edict_app', applicationName: 'roles spec' });
  ledger = new Ledger(pool);
  const grants = new Grants(new ApiKeys(pool), ledger);
  for (const role of ROLES) {
    keys.set(role, (await grants.give({ name: role, roles: [role] }, 'spec'))?.key ?? '');
  }
  const document = await server.ask('/openapi.json');
  routes = Object.entries((document.json as unknown as Document).paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
});

afterAll(async () => {
  await ledger.close();
  await pool.end();
  await server.close();
});

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function statusOf(route: string, key: string): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(server.url + path.replaceAll(/\{[^}]+\}/g, '1'), {
    method,
    headers: key === '' ? {} : { authorization: `Bearer ${key}` },
  });
  await response.arrayBuffer();
  return response.status;
}

describe('The table of docs/roles.md', () => {
  it('has a line for every route of the live document, and no other', () => {
    expect([...routes].sort()).toEqual([...MATRIX.keys()].sort());
  });

  it('has a role for every route that is not open', () => {
    const nobody = [...MATRIX.values()].filter(({ roles }) => roles?.length === 0);
    expect(nobody.map(({ route }) => route)).toEqual([]);
  });

  /** What concerns nobody but the browsers of whoever asks. */
  const OWN_BROWSERS = ['DELETE /v1/sessions/{id}', 'POST /v1/sign-in-links'];

  it('lets an auditor make nothing but questions, and an exporter nothing but exports and webhooks', () => {
    const writtenBy = (role: Role) =>
      [...MATRIX.values()].filter(
        ({ route, roles }) =>
          !route.startsWith('GET ') && roles?.includes(role) && !OWN_BROWSERS.includes(route),
      );
    expect(writtenBy('auditor').map(({ route }) => route)).toEqual(['POST /v1/what-if']);
    expect(writtenBy('exporter').map(({ route }) => route)).toEqual([
      'POST /v1/exports',
      'PATCH /v1/exports/{id}',
      'DELETE /v1/exports/{id}',
      'POST /v1/exports/{id}/runs',
      'POST /v1/webhooks',
      'PATCH /v1/webhooks/{id}',
      'DELETE /v1/webhooks/{id}',
      'POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver',
      'POST /v1/webhooks/{id}/enable',
      'POST /v1/webhooks/{id}/rotate-secret',
      'POST /v1/webhooks/{id}/test',
    ]);
  });

  it('lets an administrator record nothing', () => {
    for (const route of ['POST /v1/events', 'POST /v1/imports', 'PUT /v1/files/{sha256}'])
      expect(MATRIX.get(route)?.roles).toEqual(['analyst']);
  });
});

describe('A key with one role', () => {
  it.each(ROLES)('is let in as %s where the table says so, and nowhere else', async (role) => {
    const wrong: string[] = [];
    for (const { route, roles } of MATRIX.values()) {
      const status = await statusOf(route, keys.get(role) ?? '');
      const isAllowed = roles?.includes(role) ?? true;
      const isRight = isAllowed ? !REFUSALS.includes(status) : status === 403;
      if (!isRight) wrong.push(`${route} as ${role}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is told which roles a route takes', async () => {
    const { status, json } = await server.ask('/v1/access-log', { key: keys.get('reader') ?? '' });
    expect([status, json.code]).toEqual([403, 'forbidden']);
    expect(json.detail).toContain('auditor, admin');
  });
});

describe('Without a key', () => {
  it('only what the table calls open is answered', async () => {
    for (const { route, roles } of MATRIX.values()) {
      const status = await statusOf(route, '');
      expect([route, status === 401]).toEqual([route, roles !== undefined]);
    }
  });
});
