import type { FactStep, FactValue, SubjectHistory } from '../history.js';

/** Whether a fact took the same values at the same times, because of the same events. */
export function sameSteps(one: readonly FactStep[], other: readonly FactStep[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((step, index) => sameStep(step, other[index]));
}

export function sameStep(one: FactStep | undefined, other: FactStep | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return (
    one.from === other.from &&
    one.latest === other.latest &&
    sameMembers(one.because, other.because) &&
    sameValue(one.value, other.value)
  );
}

function sameValue(one: FactValue | undefined, other: FactValue | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return sameMembers(one, other);
}

export function sameMembers<Member>(one: readonly Member[], other: readonly Member[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) {
    if (one[place] !== other[place]) return false;
  }
  return true;
}

/** Whether a subject came at the same time, because of the same events, or is in both cases not there. */
export function sameIntroduction(
  one: SubjectHistory['introduced'],
  other: SubjectHistory['introduced'],
): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.at === other.at && one.latest === other.latest && sameMembers(one.because, other.because)
  );
}
