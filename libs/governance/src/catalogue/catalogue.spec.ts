import { describe, expect, it } from '@jest/globals';

import { descriptionOf, fieldsOf } from '../fields/describe.js';
import { checkPayload } from '../payload/check-payload.js';
import { parseSubject } from '../subject/subject.js';
import { isTimestamp } from '../time/timestamp.js';
import { CATALOGUE, streamKindsOf, typesOf } from './catalogue.js';
import { dataschemaOf, versionOf } from './dataschema.js';

const TYPES = [...CATALOGUE.values()];

/** Written out, so that a type cannot be lost or renamed by accident. */
const CONTRACT = {
  companies: [
    'company.registered',
    'company.renamed',
    'company.described',
    'company.grouped',
    'company.ungrouped',
  ],
  systems: [
    'system.introduced',
    'system.described',
    'system.launched',
    'system.suspended',
    'system.resumed',
    'system.terminated',
    'system.changed',
    'release.published',
    'feature.launched',
    'feature.suspended',
    'feature.resumed',
    'feature.removed',
  ],
  algorithms: [
    'algorithm.submitted',
    'algorithm.returned',
    'algorithm.refused',
    'algorithm.registered',
    'algorithm.change-submitted',
    'algorithm.changed',
    'algorithm.cancellation-submitted',
    'algorithm.linked',
    'algorithm.unlinked',
    'algorithm.cancelled',
    'algorithm.revoked',
  ],
  instruments: [
    'instrument.published',
    'instrument.amended',
    'instrument.suspended',
    'instrument.resumed',
    'instrument.repealed',
    'obligation.defined',
    'obligation.amended',
    'obligation.withdrawn',
  ],
  calendars: ['calendar.published'],
  sources: ['source.checked'],
  terms: ['term.defined'],
} as const;
const ON_COMPANIES_AND_SYSTEMS = [
  'measure.adopted',
  'measure.checked',
  'measure.withdrawn',
  'assessment.completed',
  'service-filing.granted',
  'service-filing.cancelled',
  'incident.occurred',
  'incident.reported',
  'incident.closed',
  'claim.published',
  'claim.assessed',
  'obligation.waived',
  'waiver.ended',
  'duty.assigned',
  'enforcement.opened',
  'enforcement.amended',
  'enforcement.closed',
  'restriction.imposed',
  'restriction.lifted',
];
const ON_ANY = ['event.corrected', 'event.retracted'];

describe('the catalogue', () => {
  it('has every type of the contract and no other', () => {
    const all = [...Object.values(CONTRACT).flat(), ...ON_COMPANIES_AND_SYSTEMS, ...ON_ANY];
    expect([...CATALOGUE.keys()].sort()).toEqual(all.sort());
  });

  it.each(['companies', 'systems'] as const)('lets %s carry a dossier', (kind) => {
    const types = typesOf(kind).map(({ type }) => type);
    const expected = [...CONTRACT[kind], ...ON_COMPANIES_AND_SYSTEMS, ...ON_ANY];
    expect(types.sort()).toEqual(expected.sort());
  });

  it.each(['algorithms', 'instruments', 'calendars', 'sources', 'terms'] as const)(
    'gives %s their own types',
    (kind) => {
      const types = typesOf(kind).map(({ type }) => type);
      expect(types.sort()).toEqual([...CONTRACT[kind], ...ON_ANY].sort());
    },
  );

  it.each(TYPES)('$type has an example that fits', ({ type, example }) => {
    expect(checkPayload(type, example.data)).toEqual([]);
    expect(isTimestamp(example.time)).toBe(true);
  });

  it.each(TYPES)('$type has an example on a stream that it may stand on', (eventType) => {
    const kind = parseSubject(eventType.example.subject)?.kind;
    expect(streamKindsOf(eventType)).toContain(kind);
  });

  it.each(TYPES)('$type says what each of its fields means', ({ payload }) => {
    const silent = fieldsOf(payload).filter((field) => !descriptionOf(payload, field));
    expect(silent).toEqual([]);
    expect(fieldsOf(payload)).toEqual(
      expect.arrayContaining(['evidence', 'timePrecision', 'note']),
    );
  });

  it.each(TYPES)('$type has a title in both languages', ({ title }) => {
    expect(title.en).toMatch(/^[A-Z]/);
    expect(title.zh).toMatch(/\p{Script=Han}/u);
  });

  it.each(TYPES)('$type has an upcaster for each version but the last', (eventType) => {
    expect(eventType.upcasters?.length ?? 0).toBe(eventType.version - 1);
  });

  it('names payload classes once, for their names are those of the schemas', () => {
    const names = TYPES.map(({ payload }) => payload.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the name of a schema', () => {
  it('carries type and version', () => {
    expect(dataschemaOf('feature.suspended', 1)).toBe('urn:edict:event:feature.suspended:1');
    expect(versionOf('feature.suspended', 'urn:edict:event:feature.suspended:12')).toBe(12);
  });

  it.each([
    'urn:edict:event:feature.resumed:1',
    'urn:edict:event:feature.suspended:0',
    'urn:edict:event:feature.suspended:01',
    'urn:edict:event:feature.suspended',
    'https://example.com/feature.suspended:1',
  ])('is not %s', (dataschema) => {
    expect(versionOf('feature.suspended', dataschema)).toBeUndefined();
  });
});
