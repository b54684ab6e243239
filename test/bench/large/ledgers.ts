import type { Bench } from '../bench.js';
import { seconds } from '../measuring.js';
import { told } from '../row.js';
import type { Row } from '../row.js';
import { Subject } from '../subject.js';
import type { Plan } from './plan.js';

/** The ledgers that are measured; two of them may be the same. */
export interface Ledgers {
  readonly large: Subject;
  readonly tenth: Subject;
  readonly few: Subject;
}

export async function loaded({ large, tenth, few }: Plan, bench: Bench): Promise<Ledgers> {
  const small = await Subject.with(tenth, bench);
  return {
    tenth: small,
    few: few === tenth ? small : await Subject.with(few, bench),
    large: await Subject.with(large, bench),
  };
}

export async function stopped({ large, tenth, few }: Ledgers): Promise<void> {
  for (const subject of new Set([large, tenth, few])) await subject.stop();
}

export function loadRows({ large: { size, loadedMs } }: Ledgers): readonly Row[] {
  const perSecond = Math.round((size.events * 1_000) / loadedMs);
  const text = `${count(size.events)} events of ${count(size.companies)} companies made up and appended`;
  const row = told('load', `${text} in ${seconds(loadedMs)}, ${count(perSecond)}/s`, {
    loadedMs,
    perSecond,
  });
  return [{ ...row, goal: '1,000,000 in minutes' }];
}

export function count(number: number): string {
  return Math.round(number).toLocaleString('en');
}
