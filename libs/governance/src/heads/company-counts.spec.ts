import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CompanyCounts } from './company-counts.js';
import { headsLeaf } from './heads-leaf.js';
import { namedIn } from './named-companies.js';
import type { Speaking } from './named-companies.js';

const say = (subject: string, data: object = {}): Speaking => ({ subject, data });

function countsOf(...events: readonly Speaking[]): CompanyCounts {
  const counts = new CompanyCounts();
  for (const event of events) counts.take(event);
  return counts;
}

describe('The events that a company has', () => {
  it('are those of its own stream', () => {
    const counts = countsOf(say('companies/zhipu'), say('companies/moonshot'), say('calendars/cn'));
    expect(counts.all()).toEqual([
      ['moonshot', 1],
      ['zhipu', 1],
    ]);
    expect(counts.of('nobody')).toBe(0);
  });

  it('are told apart from those that concern every company, whom they name or not', () => {
    const counts = countsOf(
      say('instruments/i'),
      say('calendars/cn'),
      say('terms/fact.x'),
      say('sources/cac', { company: 'zhipu' }),
      say('companies/zhipu'),
      say('instrumentsx/i'),
    );
    expect([counts.forAll, counts.all()]).toEqual([4, [['zhipu', 2]]]);
  });

  it('are all of a stream that names it, also those in front', () => {
    const counts = countsOf(
      say('systems/glm'),
      say('systems/glm', { company: 'zhipu' }),
      say('systems/glm'),
    );
    expect(counts.all()).toEqual([['zhipu', 3]]);
    expect(counts.streamsOf('zhipu')).toEqual(['systems/glm']);
  });

  it('are those of a stream that names its system, whichever was said first', () => {
    const linked = say('algorithms/1', { system: 'glm' });
    const several = say('algorithms/2', { systems: ['other', 'glm'] });
    const introduced = say('systems/glm', { company: 'zhipu' });
    const expected = [['zhipu', 3]];
    expect(countsOf(linked, several, introduced).all()).toEqual(expected);
    expect(countsOf(introduced, several, linked).all()).toEqual(expected);
  });

  it('are counted for each company that a stream ever named, once', () => {
    const counts = countsOf(
      say('systems/glm', { company: 'zhipu' }),
      say('systems/glm', { company: 'zhipu' }),
      say('systems/glm', { event: {}, data: { company: 'moonshot' } }),
    );
    expect(counts.all()).toEqual([
      ['moonshot', 3],
      ['zhipu', 3],
    ]);
  });

  it('are the same whoever told them in whatever order of streams', () => {
    const streams = ['companies/a', 'companies/b', 'systems/s', 'systems/t', 'algorithms/1', 'x/y'];
    const names = fc.constantFrom('a', 'b', 's', 't', 'no id');
    const event = fc.record({
      subject: fc.constantFrom(...streams),
      data: fc.oneof(
        fc.record({ company: names }),
        fc.record({ system: names }),
        fc.record({ systems: fc.array(names, { maxLength: 3 }) }),
        fc.record({ data: fc.record({ system: names }) }),
        fc.constant({}),
      ),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        expect(countsOf(...events).all()).toEqual(naively(events));
        expect(countsOf(...[...events].reverse()).all()).toEqual(naively(events));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** By the definition, company by company, until no stream is added any more. */
function naively(events: readonly Speaking[]): readonly (readonly [string, number])[] {
  const named = events.map((event) => ({ subject: event.subject, ...namedIn(event) }));
  const companies = [...new Set(named.flatMap((event) => event.companies))].sort();
  return companies.map((company) => {
    const concerning = new Set<string>();
    for (let before = -1; before < concerning.size;) {
      before = concerning.size;
      for (const { subject, companies: own, systems } of named) {
        const isNamed = own.includes(company);
        const isOfSystem = systems.some((system) => concerning.has(`systems/${system}`));
        if (isNamed || isOfSystem) concerning.add(subject);
      }
    }
    return [company, events.filter(({ subject }) => concerning.has(subject)).length] as const;
  });
}

describe('What an event names', () => {
  it('is read from its data, what a correction puts there and what a change changes', () => {
    const corrected = say('algorithms/1', {
      event: { source: 's', id: 'i' },
      data: { company: 'one', changes: { company: 'two' }, data: { systems: ['three'] } },
    });
    expect(namedIn(corrected)).toEqual({ companies: ['one', 'two'], systems: ['three'] });
  });

  it('is nothing where it is no id', () => {
    const odd = say('companies/UPPER', { company: ['a b', 3, null, ''], system: { id: 'x' } });
    expect(namedIn(odd)).toEqual({ companies: [], systems: [] });
    expect(namedIn(say('companies/a', { company: [['b']], data: ['c'] }))).toEqual({
      companies: ['a'],
      systems: [],
    });
  });
});

describe('The leaf of a company', () => {
  it('is canonical JSON', () => {
    expect(headsLeaf(['seedance-2.0', 12])).toBe('["seedance-2.0",12]');
  });
});
