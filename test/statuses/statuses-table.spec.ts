import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ComplianceStatus,
  DutyBearer,
  HistorySource,
  reachedPosition,
  RuleChange,
  STATUS_VIEWS,
  statusesOf,
} from '#libs/compliance';
import { createDataSource, createPool } from '#libs/database';
import type { Told } from '../registers/registers-fixture.js';
import { StatusesFixture } from './statuses-fixture.js';

const INSERT = `insert into compliance.compliance_status (company, subject, obligation, status,
    rule_version, provisional, because, missing, valid_from, valid_to, known_from, known_to)
  values ('x', 'systems/x', 'o', 'met', 1, false, '{1}', '{}', $1, $2, $3, $4)`;

describe('the bitemporal table of statuses', () => {
  let fixture: StatusesFixture;

  beforeAll(async () => {
    fixture = await StatusesFixture.open();
  });

  afterAll(() => fixture.close());

  it('is described by its entities exactly', async () => {
    const entities = [ComplianceStatus, DutyBearer, HistorySource, RuleChange];
    const source = createDataSource({ url: fixture.url, entities });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('refuses two answers at one moment of both times', async () => {
    await fixture.pool.query(INSERT, ['2026-01-01', 'infinity', 5, 10]);
    for (const [from, to, knownFrom, knownTo] of [
      ['2026-01-01', 'infinity', 5, 10],
      ['2025-01-01', '2026-01-02', 9, 20],
      ['2030-01-01', 'infinity', 1, 6],
    ]) {
      await expect(fixture.pool.query(INSERT, [from, to, knownFrom, knownTo])).rejects.toThrow(
        /compliance_status_one_at_a_time/,
      );
    }
    await fixture.pool.query(INSERT, ['2026-01-01', 'infinity', 10, 20]);
    await fixture.pool.query(INSERT, ['2025-01-01', '2026-01-01', 5, 10]);
  });

  it('is written by the worker only', async () => {
    const { url } = fixture;
    const app = createPool({ url, applicationName: 'app', role: 'edict_app', max: 1 });
    await expect(app.query(INSERT, ['2031-01-01', 'infinity', 1, 2])).rejects.toThrow(/permission/);
    await app.query('select from compliance.compliance_status, compliance.duty_bearer limit 1');
    await app.end();
  });
});

describe('what a rule changes', () => {
  let fixture: StatusesFixture;

  beforeAll(async () => {
    fixture = await StatusesFixture.open();
    await fixture.record([company('a'), company('b'), system('s', 'a'), system('t', 'b')]);
    await fixture.project();
  });

  afterAll(() => fixture.close());

  it('reaches one subject after another, and answers of others go on meanwhile', async () => {
    const { pool } = fixture;
    const before = await reachedPosition(pool, { projections: ['statuses'] });
    const changed = await fixture.record([instrument, definition]);
    await fixture.apply(await fixture.ledger.page({ after: before }, 10));
    const reached = (...companies: readonly string[]) =>
      reachedPosition(pool, { projections: ['statuses'], companies });
    expect(await reachedPosition(pool, { projections: ['statuses'] })).toBe(changed - 1);
    expect(await reached('a')).toBe(changed - 1);
    // The first two are the companies: they take it one part, and then the systems.
    expect(await fixture.goOn(3)).toBe(true);
    expect(await Promise.all([reached('a'), reached('b')])).toEqual([changed, changed - 1]);
    expect(await fixture.goOn(3)).toBe(true);
    expect(await Promise.all([reached('a'), reached('b')])).toEqual([changed, changed]);
    expect(await fixture.goOn(3)).toBe(false);
    expect(await fixture.rows(changed, ['systems/s', 'systems/t'], 'o')).toHaveLength(2);
  });

  it('is taken at its own position by a subject that something happens to before its turn', async () => {
    const head = (await fixture.ledger.head()).position;
    const amended = await fixture.record([amendment]);
    const launched = await fixture.record([launch]);
    await fixture.apply(await fixture.ledger.page({ after: head }, 10));
    const versions = async (position: number) => {
      const [row] = await fixture.rows(position, ['systems/s'], 'o');
      return row?.split(' ').slice(3, 5);
    };
    expect(await versions(amended - 1)).toEqual(['unknown', 'v1']);
    expect(await versions(amended)).toEqual(['unknown', 'v2']);
    expect(await versions(launched)).toEqual(['pending', 'v2']);
    while (await fixture.goOn(1));
    expect(await versions(launched)).toEqual(['pending', 'v2']);
  });

  it('is asked for with everything else that an answer reads', () => {
    expect(statusesOf('a')).toEqual({ ...STATUS_VIEWS, companies: ['a'] });
  });
});

describe('an event that was left out', () => {
  it('is taken after all, and everything after it anew', async () => {
    const fixture = await StatusesFixture.open();
    await fixture.record([instrument, definition, company('a'), system('s', 'a')]);
    await fixture.project();
    const leftOut = await fixture.record([launch]);
    const suspended = await fixture.record([suspension]);
    const [launched, later] = await fixture.ledger.page({ after: leftOut - 1 }, 10);
    if (launched === undefined || later === undefined) throw new Error('both are recorded');
    await fixture.apply([later]);
    await fixture.apply([launched]);
    const late = await fixture.rows(suspended, ['systems/s'], 'o');
    const between = await fixture.rows(leftOut, ['systems/s'], 'o');
    await fixture.pool.query('delete from compliance.compliance_status');
    await fixture.pool.query('delete from compliance.duty_bearer');
    await fixture.pool.query('delete from ledger.projection');
    fixture.restart();
    await fixture.project([1]);
    expect(await fixture.rows(suspended, ['systems/s'], 'o')).toEqual(late);
    expect(await fixture.rows(leftOut, ['systems/s'], 'o')).toEqual(between);
    expect(late).not.toEqual(between);
    await fixture.close();
  });
});

const time = '2026-01-01T00:00:00+08:00';

function company(id: string): Told {
  const data = { name: { en: id }, jurisdiction: 'CN' };
  return { type: 'company.registered', subject: `companies/${id}`, time, data };
}

function system(id: string, owner: string): Told {
  const data = { company: owner, name: { en: id }, kind: 'app' };
  return { type: 'system.introduced', subject: `systems/${id}`, time, data };
}

const subject = 'instruments/i';
const instrument: Told = {
  type: 'instrument.published',
  subject,
  time,
  data: {
    title: { en: 'Rules', zh: '规定' },
    jurisdiction: 'CN',
    timeZone: 'Asia/Shanghai',
    issuers: ['CAC'],
    kind: 'rules',
    binding: true,
    url: 'https://example.org/rules',
  },
};
const definition: Told = {
  type: 'obligation.defined',
  subject,
  time,
  data: {
    obligation: 'o',
    title: { en: 'A duty', zh: '义务' },
    provision: '1',
    force: 'binding',
    grade: 'text',
    binds: 'system',
    kind: 'standing',
    appliesWhen: { fact: 'available', is: true },
    inForce: { from: '2026-01-01' },
    satisfiedBy: [{ type: 'measure.adopted' }],
  },
};
const amendment: Told = {
  type: 'obligation.amended',
  subject,
  time,
  data: { obligation: 'o', since: 'run' },
};
const launch: Told = {
  type: 'system.launched',
  subject: 'systems/s',
  time: '2026-01-02T00:00:00+08:00',
  data: {},
};
const suspension: Told = {
  type: 'system.suspended',
  subject: 'systems/s',
  time: '2026-02-02T00:00:00+08:00',
  data: { by: 'provider', reason: 'Maintenance.' },
};
