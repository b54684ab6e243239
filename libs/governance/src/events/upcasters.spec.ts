import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { CATALOGUE } from '../catalogue/catalogue.js';
import { dataschemaOf } from '../catalogue/dataschema.js';
import { lift } from '../catalogue/lift.js';
import { checkPayload } from '../payload/check-payload.js';

interface Fixture {
  readonly type: string;
  readonly version: number;
  readonly data: object;
}

/** Stored payloads of every version ever recorded. These files are only ever added to. */
const FOLDER = new URL('./fixtures/', import.meta.url);
const FIXTURES: readonly Fixture[] = readdirSync(FOLDER).flatMap((file) => {
  const [, type = '', version = ''] = /^(.+)\.(\d+)\.json$/.exec(file) ?? [];
  const payloads: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  const list: readonly object[] = Array.isArray(payloads) ? payloads : [];
  return list.map((data) => ({ type, version: Number(version), data }));
});

function lifted(type: string, version: number, data: object): object {
  return lift({ type, dataschema: dataschemaOf(type, version), data });
}

describe('a payload of any version', () => {
  it.each(FIXTURES)('of $type $version fits the current version once lifted', (fixture) => {
    const { type, version, data } = fixture;
    expect(checkPayload(type, lifted(type, version, data))).toEqual([]);
  });

  it('has a fixture where the type has more than one', () => {
    const several = [...CATALOGUE.values()].filter(({ version }) => version > 1);
    const needed = several.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => `${type} ${index + 1}`),
    );
    const present = new Set(FIXTURES.map(({ type, version }) => `${type} ${version}`));
    expect(needed.filter((one) => !present.has(one))).toEqual([]);
    expect(several.length).toBeGreaterThanOrEqual(2);
  });
});

describe('lifting', () => {
  it('makes one medium a list of media and keeps the rest', () => {
    expect(lifted('measure.adopted', 1, { measure: 'x', medium: 'video', note: 'n' })).toEqual({
      measure: 'x',
      media: ['video'],
      note: 'n',
    });
  });

  it('makes one measure of a case a list of measures', () => {
    expect(lifted('enforcement.opened', 1, { case: 'c', measure: 'fine' })).toEqual({
      case: 'c',
      measures: ['fine'],
    });
  });

  it('leaves the current version and types of no catalogue as they are', () => {
    const data = { medium: 'video' };
    expect(lifted('measure.adopted', 2, data)).toBe(data);
    expect(lifted('log.rotated', 1, data)).toBe(data);
  });
});
