import { describe, expect, it } from '@jest/globals';

import { DERIVED_FACTS } from '../rules/rule-terms.js';
import { isId } from '../subject/subject.js';
import { ENFORCEMENT_MEASURES } from './kinds.js';
import { TERM_KINDS } from './term.js';
import { VOCABULARY } from './vocabulary.js';

const TERMS = TERM_KINDS.flatMap((kind) =>
  [...VOCABULARY[kind].values()].map((term) => ({ kind, ...term })),
);

describe('the vocabulary', () => {
  it.each(TERMS)(
    'has the $kind $name as an id with a label in both languages',
    ({ name, label }) => {
      expect(isId(name)).toBe(true);
      expect(label.en).toMatch(/^[A-Z]/);
      expect(label.zh).toMatch(/\p{Script=Han}/u);
    },
  );

  it('gives facts a value type and other words none', () => {
    for (const { kind, valueType } of TERMS) expect(valueType !== undefined).toBe(kind === 'fact');
  });

  it('does not let anybody declare what follows from events', () => {
    expect(DERIVED_FACTS.filter((fact) => VOCABULARY.fact.has(fact))).toEqual([]);
  });

  it('has the measures of enforcement that the contract names', () => {
    expect(ENFORCEMENT_MEASURES.map(({ name }) => name)).toEqual([
      'interview',
      'warning',
      'criticism',
      'rectification-order',
      'updates-suspension',
      'suspension-order',
      'delisting',
      'fine',
      'licence-revocation',
    ]);
  });

  it('has every measure that the contract names', () => {
    for (const name of [
      'label.explicit',
      'label.implicit',
      'consent.prompt',
      'content.review',
      'number.display',
      'complaint.channel',
      'minors.mode',
      'recommendation.opt-out',
      'log.retention',
    ]) {
      expect(VOCABULARY.measure.has(name)).toBe(true);
    }
  });
});
