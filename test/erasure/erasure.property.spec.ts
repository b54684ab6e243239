import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { JsonObject } from '#libs/ledger';
import { commitmentOf, formatCommitment, verifyCommitment } from '#libs/merkle';
import { Erasures, finishErasures, personalLines } from '#libs/personal';
import type { PersonalValues } from '#libs/personal';
import { Recorder } from '#libs/recording';
import type { IncomingEvent } from '#libs/recording';
import type pg from 'pg';
import { createTestDatabase } from '../setup/database.js';
import { testPersonalValues } from '../setup/personal-values.js';
import { tablesWith } from './places-of-text.js';

const SOURCE = 'https://desk.example/notes';
const SUBJECT = 'companies/named';
const PEOPLE = ['Canary Ai', 'Canary Bo', '金丝雀'];

type Step =
  | { readonly kind: 'assign' | 'waive'; readonly person: number }
  | { readonly kind: 'correct'; readonly event: number; readonly person: number }
  | { readonly kind: 'repeat' | 'erase' | 'erase-and-crash'; readonly event: number }
  | { readonly kind: 'erase-person'; readonly person: number }
  | { readonly kind: 'restart' };

const person = fc.nat({ max: PEOPLE.length - 1 });
const event = fc.nat({ max: 1_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('assign', 'waive'), person }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('correct'), event, person }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat'), event }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('erase', 'erase-and-crash'), event }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase-person'), person }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

/** An event of the model: what was sent, where it stands, and what it must show. */
interface Told {
  readonly event: IncomingEvent;
  readonly position: number;
  readonly field: string;
  readonly person: string;
  readonly bytes: string;
  state: 'standing' | 'said-to-be-erased' | 'erased';
}

let pool: pg.Pool;
let owner: pg.Pool;
let url: string;
let ledger: Ledger;
let personal: PersonalValues;
let erasures: Erasures;
let recorder: Recorder;
let made = 0;

beforeAll(async () => {
  ({ url } = await createTestDatabase());
  pool = createPool({ url, role: 'edict_app', applicationName: 'spec' });
  owner = createPool({ url, applicationName: 'spec', max: 1 });
  ledger = new Ledger(pool);
  personal = testPersonalValues(pool);
  erasures = new Erasures(pool, ledger);
  recorder = new Recorder({ ledger, personal });
  const data = { name: { en: 'Named' }, jurisdiction: 'CN' };
  await recorder.record([incoming('company.registered', data)], { actor: 'key:desk' });
});
afterAll(async () => {
  await ledger.close();
  await Promise.all([pool.end(), owner.end()]);
});

function incoming(type: string, data: JsonObject): IncomingEvent {
  made += 1;
  const time = '2026-02-10T09:00:00+08:00';
  return { source: SOURCE, id: `event-${made}`, type, subject: SUBJECT, time, data };
}

/** One run: names of its own, so that what other runs left says nothing about them. */
class Run {
  readonly told: Told[] = [];

  constructor(private readonly number: number) {}

  name(index: number): string {
    return `${PEOPLE[index] ?? ''} ${this.number}`;
  }

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'assign':
        return this.tell('duty.assigned', { obligation: 'o', owner: this.name(one.person) }, one);
      case 'waive':
        return this.tell(
          'obligation.waived',
          { obligation: 'o', by: this.name(one.person), reason: 'x' },
          one,
        );
      case 'correct':
        return this.correct(one.event, one.person);
      case 'repeat':
        return this.repeat(one.event);
      case 'erase':
        return this.erase(one.event, true);
      case 'erase-and-crash':
        return this.erase(one.event, false);
      case 'erase-person':
        return this.erasePerson(this.name(one.person));
      case 'restart':
        return this.restart();
    }
  }

  private async tell(
    type: string,
    data: JsonObject,
    { person: index }: { readonly person: number },
    field = type === 'duty.assigned' ? '/owner' : '/by',
  ): Promise<void> {
    const sent = incoming(type, data);
    const [recorded] = await recorder.record([sent], { actor: 'key:desk' });
    const position = recorded?.position ?? 0;
    const bytes = String((await ledger.at(position))?.bytes.toString());
    this.told.push({
      event: sent,
      position,
      field,
      person: this.name(index),
      bytes,
      state: 'standing',
    });
  }

  private async correct(at: number, index: number): Promise<void> {
    const about = this.at(at);
    if (about === undefined || about.field.startsWith('/data')) return;
    const { source, id, data } = about.event;
    const name = about.field.slice(1);
    const corrected = { ...data, [name]: this.name(index) };
    const said = { event: { source, id }, data: corrected, reason: 'Misread.' };
    await this.tell('event.corrected', said, { person: index }, `/data${about.field}`);
  }

  private async repeat(at: number): Promise<void> {
    const about = this.at(at);
    if (about === undefined) return;
    const [answer] = await recorder.recordEach([about.event], { actor: 'key:desk' });
    expect(answer).toMatchObject({ position: about.position, duplicate: true });
  }

  private async erase(at: number, isDone: boolean): Promise<void> {
    const about = this.at(at);
    if (about?.state !== 'standing') return;
    const { source, id } = about.event;
    const wanted = { event: { source, id }, reason: 'Asked for.' };
    const { id: erasure } = await erasures.request(wanted, 'key:a', personal);
    if (isDone) {
      await erasures.approve(erasure, 'key:b');
      for (const one of this.told) if (one.state === 'said-to-be-erased') one.state = 'erased';
      about.state = 'erased';
      return;
    }
    // The process ends between the append and what follows it.
    const dying = new Erasures(crashing(pool), ledger);
    await expect(dying.approve(erasure, 'key:b')).rejects.toThrow('crash');
    about.state = 'said-to-be-erased';
  }

  private async erasePerson(name: string): Promise<void> {
    const standing = this.told.filter((one) => one.person === name && one.state !== 'erased');
    if (standing.length === 0) return;
    const wanted = { person: name, reason: 'Asked for.' };
    const { id } = await erasures.request(wanted, 'key:a', personal);
    await erasures.approve(id, 'cli');
    for (const one of standing) one.state = 'erased';
    for (const one of this.told) if (one.state === 'said-to-be-erased') one.state = 'erased';
  }

  private async restart(): Promise<void> {
    await finishErasures(pool);
    for (const one of this.told) if (one.state === 'said-to-be-erased') one.state = 'erased';
    recorder = new Recorder({ ledger, personal });
  }

  private at(index: number): Told | undefined {
    return this.told[index % Math.max(1, this.told.length)];
  }

  async check(): Promise<void> {
    const events = [...(await ledger.eventsAt(this.told.map(({ position }) => position))).values()];
    const lines = await personalLines(events, personal.key, pool);
    const standing = this.told.filter(({ state }) => state !== 'erased');
    expect(lines.map(({ position, field, value }) => [position, field, value])).toEqual(
      standing.map(({ position, field, person: name }) => [position, field, name]),
    );
    for (const one of this.told) await this.checkOne(one);
    for (const { position, field, salt, value } of lines) {
      const leaf = standing.find((one) => one.position === position)?.bytes ?? '';
      const [commitment = ''] = /urn:edict:commitment:[\w-]{43}/.exec(leaf) ?? [];
      expect(verifyCommitment(field, salt, value, commitment)).toBe(true);
      expect(verifyCommitment(`${field}x`, salt, value, commitment)).toBe(false);
      const remade = commitmentOf(field, Buffer.from(salt, 'base64url'), value);
      expect(formatCommitment(remade)).toBe(commitment);
    }
    for (const index of PEOPLE.keys()) await this.checkPerson(this.name(index), standing);
  }

  private async checkOne({ position, bytes, state, person: name }: Told): Promise<void> {
    const stored = await ledger.at(position);
    expect(stored?.bytes.toString()).toBe(bytes);
    expect(bytes).not.toContain(name);
    const shown = JSON.stringify(await personal.reveal(stored?.event.data));
    expect(shown).toContain(state === 'erased' ? '"erased"' : JSON.stringify(name));
  }

  private async checkPerson(name: string, standing: readonly Told[]): Promise<void> {
    const count = standing.filter((one) => one.person === name).length;
    expect(await personal.formsOf(name)).toHaveLength(1 + count);
    const { rowCount } = await owner.query('select from personal.person_key where person = $1', [
      personal.key.personOf(name),
    ]);
    expect(rowCount).toBe(count > 0 ? 1 : 0);
    expect(await tablesWith(url, name)).toEqual([]);
  }
}

/** A pool of a process that dies as it destroys. */
function crashing(real: pg.Pool): pg.Pool {
  const dying = Object.create(real) as pg.Pool;
  const query = (text: string, values?: unknown[]): Promise<pg.QueryResult> =>
    text.includes('destroy_erased') ? Promise.reject(new Error('crash')) : real.query(text, values);
  return Object.assign(dying, { query });
}

describe('whatever is recorded, repeated, corrected and erased, with crashes in between', () => {
  it('shows every name that stands, none that is erased, and never changes a leaf', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const run = new Run((runs += 1));
        for (const one of steps) await run.take(one);
        await run.check();
      }),
      { numRuns: 25 },
    );
  });
});
