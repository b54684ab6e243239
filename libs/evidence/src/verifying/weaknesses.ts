import type { PackQuestion } from '../format/manifest.js';
import type { Walked } from './verify-pack.js';

/** Why a pack in which nothing is wrong shows less than was asked. */
export function weaknesses(
  { company, position }: PackQuestion,
  areKeysGiven: boolean,
  { since, personal, completeness }: Pick<Walked, 'since' | 'personal' | 'completeness'>,
): readonly string[] {
  return [
    ...(areKeysGiven
      ? []
      : [
          'Self-attested: no key was given, so no signature was checked. Give --key with one from elsewhere.',
        ]),
    ...since
      .filter(({ verdict }) => verdict === 'not-shown')
      .map(
        ({ where, size }) =>
          `The pack has no proof that leads from ${size} events (${where}) to its checkpoint. Ask for one with since=${size}.`,
      ),
    ...since
      .filter(({ verdict }) => verdict === 'lost')
      .map(
        ({ where, size }) =>
          `Of the ${size} events of the checkpoint in ${where} the last were lost, as the log says.`,
      ),
    ...(company === undefined ? [] : ofCompany(company, position, completeness)),
    ...(personal.hidden === 0
      ? []
      : [
          `${personal.hidden} personal texts are neither shown nor erased up to position ${position}.`,
        ]),
  ];
}

function ofCompany(
  company: string,
  position: number,
  completeness: Walked['completeness'],
): readonly string[] {
  if (completeness === undefined) {
    return [
      `The pack has no record of heads: that no event of ${company} was left out is not shown.`,
    ];
  }
  const { upTo, tail } = completeness;
  if (tail === 0) return [];
  return [
    `That no event of ${company} was left out is shown up to ${upTo} only, not for the ${tail} positions behind it up to ${position}.`,
  ];
}

/** What no verification of a pack can look at, whatever it is given. */
export function notChecked({ company }: PackQuestion, covered: number): readonly string[] {
  return [
    `Events behind ${covered}, which the checkpoint does not cover.`,
    'Whether what was recorded is true, and whether all that happened was recorded.',
    'verify.mjs and the name of the program that wrote the pack: nothing is signed over them.',
    ...(company === undefined
      ? ['Which statuses follow from the events: the whole log tells of no company.']
      : ['The access log and its end: no proof reaches what was read.']),
  ];
}
