import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CATALOGUE } from '../catalogue/catalogue.js';
import { fieldsOf } from '../fields/describe.js';
import { knownSet } from '../known-set/known-set.js';
import { checkPayload } from '../payload/check-payload.js';
import {
  ALGORITHM,
  COMPANY,
  FEATURE,
  given,
  INSTRUMENT,
  OBLIGATION,
  recorded,
  SYSTEM,
} from '../testing/story.js';
import { claimNamesOf, decide, namesOf } from './decide.js';

const STORY = [COMPANY, SYSTEM, FEATURE, ALGORITHM, INSTRUMENT, OBLIGATION];
const TYPES = [...CATALOGUE.values()];

describe('whatever somebody sends', () => {
  const { known } = given(...STORY);

  it.each(TYPES)('as $type is refused or decided, and never breaks', (eventType) => {
    const { type, example, payload } = eventType;
    const words = fc.constantFrom('constructor', 'toString', '__proto__', 'x');
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), words, fc.array(words));
    const field = fc.constantFrom(...fieldsOf(payload), 'constructor', 'extra');
    fc.assert(
      fc.property(field, value, (name, said) => {
        const data = { ...example.data, [name]: said };
        const problems = checkPayload(type, data);
        if (problems.length > 0) return;
        const proposal = { type, subject: example.subject, time: example.time, data };
        namesOf(proposal);
        claimNamesOf(proposal);
        const decision = decide(proposal, known);
        expect(['accepted', 'rejected']).toContain(decision.outcome);
        const told = { type, subject: example.subject, data };
        expect(knownSet(recorded(...STORY, told)).length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  it('accepts the example of every type once what it names is known, or says what is missing', () => {
    const missing = new Set([
      'unknown-subject',
      'unknown-event',
      'unknown-feature',
      'already-exists',
    ]);
    for (const { type, example } of TYPES) {
      const decision = decide({ type, ...example }, known);
      if (decision.outcome === 'rejected') expect([...missing]).toContain(decision.code);
    }
  });
});
