import { checkPayload } from '#libs/governance';
import type { PackNames } from './pack-names.js';
import { sentenceOn, step } from './pack-problem.js';
import type { Findings } from './pack-problem.js';
import type { PackInstrument } from './rule-pack.js';

/** An instrument is published by the pack or was before: only then dates in it mean something. */
export function checkInstrument(
  { pointer, instrument, steps }: PackInstrument,
  names: PackNames,
  findings: Findings,
): void {
  for (const { type, fields, pointer: at } of steps) {
    for (const problem of checkPayload(type, fields, '')) {
      findings.report(`${at}${problem.pointer}`, problem.code, sentenceOn(problem));
    }
  }
  const isPublished = steps.some(({ type }) => type === 'instrument.published');
  if (isPublished || instrument === '' || names.timeZoneOf(instrument) !== undefined) return;
  const text = `No instrument is called ${instrument}: publish it here or import it before.`;
  findings.report(step(pointer, 'instrument'), 'unknown-instrument', text);
}
