import { isJsonObject } from '../planning/statement.js';
import type { ImportedFile } from '../reading/imported-file.js';
import { Findings } from './pack-problem.js';
import type { PackProblem } from './pack-problem.js';
import { INSTRUMENT_STEP_FIELDS, readInstrumentSteps } from './read-instrument-steps.js';
import type { PackInstrument, PackObligation, PackStep, RulePack } from './rule-pack.js';
import { Section } from './section.js';
import { readWrittenPack } from './written-pack.js';

/** A pack as far as it could be read, and what is wrong with its form. */
export interface ReadPack {
  readonly pack?: RulePack;
  readonly problems: readonly PackProblem[];
}

/**
 * Reads the form of a pack: what stands where. What the fields say is checked afterwards, also in a
 * pack of which some places are malformed.
 * @throws UnreadableFile for what is too large or no UTF-8
 */
export function readPack(file: ImportedFile): ReadPack {
  const written = readWrittenPack(file);
  if (!('lineOf' in written)) return { problems: written };
  const { value, lineOf } = written;
  const findings = new Findings(file.name, lineOf);
  if (!isJsonObject(value)) {
    findings.report('', 'wrong-type', 'A rule pack is {pack, terms, instruments}.');
    return { problems: findings.problems };
  }
  const pack = packOf(new Section(value, '', findings));
  return { pack: { ...pack, file: file.name, lineOf }, problems: findings.problems };
}

function packOf(section: Section): Omit<RulePack, 'file' | 'lineOf'> {
  section.allowOnly('pack', 'terms', 'instruments');
  return {
    pack: section.id('pack'),
    terms: section.sections('terms').map(({ pointer, fields }) => ({ pointer, fields })),
    instruments: section.sections('instruments').map(instrumentOf),
  };
}

function instrumentOf(section: Section): PackInstrument {
  section.allowOnly('instrument', 'obligations', ...INSTRUMENT_STEP_FIELDS);
  return {
    pointer: section.pointer,
    instrument: section.id('instrument'),
    steps: readInstrumentSteps(section),
    obligations: section.sections('obligations').map(obligationOf),
  };
}

function obligationOf(section: Section): PackObligation {
  const own = {
    pointer: section.pointer,
    obligation: section.id('obligation'),
    from: section.day('from'),
    fields: section.without('obligation', 'from', 'amendments', 'withdrawn'),
  };
  const amendments = amendmentsOf(section, own.from);
  const last = amendments.at(-1)?.from ?? own.from;
  const withdrawn = section.has('withdrawn') ? withdrawnOf(section, last) : undefined;
  return { ...own, amendments, ...(withdrawn && { withdrawn }) };
}

function amendmentsOf(section: Section, definedOn: string): readonly PackStep[] {
  let before = definedOn;
  return section.sections('amendments').map((amendment) => {
    const from = amendment.day('from');
    const fields = amendment.without('from');
    if (from !== '' && from <= before) {
      const text = 'An amendment comes on a later day than what it amends.';
      amendment.report('from', 'out-of-order', text);
    }
    if (Object.keys(fields).length === 0) {
      amendment.report('from', 'required', 'An amendment amends at least one field.');
    }
    before = from;
    return { pointer: amendment.pointer, from, fields };
  });
}

function withdrawnOf(section: Section, last: string): PackStep {
  const from = section.day('withdrawn');
  if (from !== '' && from <= last) {
    const text = 'An obligation is withdrawn on a later day than its last change.';
    section.report('withdrawn', 'out-of-order', text);
  }
  return { pointer: `${section.pointer}/withdrawn`, from, fields: {} };
}
