import type { InstrumentStep } from './rule-pack.js';
import type { Section } from './section.js';

/** The fields of an instrument in a pack and the event types that they become. */
const SINGLE = { published: 'instrument.published', repealed: 'instrument.repealed' } as const;
const REPEATED = {
  amended: 'instrument.amended',
  suspended: 'instrument.suspended',
  resumed: 'instrument.resumed',
} as const;

export const INSTRUMENT_STEP_FIELDS = ['published', 'amended', 'suspended', 'resumed', 'repealed'];

/** What a pack says of an instrument itself; most packs leave that to others. */
export function readInstrumentSteps(section: Section): readonly InstrumentStep[] {
  const single = Object.entries(SINGLE).flatMap(([field, type]) => {
    const inner = section.section(field);
    return inner ? [stepOf(inner, type)] : [];
  });
  const repeated = Object.entries(REPEATED).flatMap(([field, type]) =>
    section.sections(field).map((inner) => stepOf(inner, type)),
  );
  return [...single, ...repeated];
}

function stepOf(section: Section, type: string): InstrumentStep {
  const from = section.day('from');
  return { pointer: section.pointer, type, from, fields: section.without('from') };
}
