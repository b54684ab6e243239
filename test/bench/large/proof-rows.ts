import { setTimeout as pause } from 'node:timers/promises';
import { repeated } from '../measuring.js';
import type { Spread } from '../measuring.js';
import type { Row } from '../row.js';
import type { Subject } from '../subject.js';
import { spreadRow } from './spread-row.js';

const SIGNED_WITHIN_MS = 900_000;
const GOAL = { p99: 10 };

export interface Proven {
  readonly inclusion: Spread;
  readonly consistency: Spread;
}

/** Proofs of events all over the ledger, and that it begins with what was signed of it before. */
export async function proven(subject: Subject, asked: number): Promise<Proven> {
  const sizes = await signedSizes(subject);
  const events = sizes.at(-1) ?? 1;
  return {
    inclusion: await repeated(asked, (run) =>
      subject.text(`/v1/events/${1 + ((run * 7_919) % events)}/proof`),
    ),
    consistency: await repeated(asked, (run) =>
      subject.text(`/v1/log/consistency?from=${sizes[run % sizes.length] ?? 1}`),
    ),
  };
}

/** The sizes of checkpoints that were seen until one covered all events that there were. */
async function signedSizes(subject: Subject): Promise<readonly number[]> {
  const events = await subject.head();
  const until = performance.now() + SIGNED_WITHIN_MS;
  const sizes = new Set<number>();
  while (performance.now() < until) {
    const note = await subject.text('/v1/log/checkpoint').catch(() => '');
    const size = Number(note.split('\n')[1] ?? 0);
    if (size > 0) sizes.add(size);
    if (size >= events) return [...sizes];
    await pause(100);
  }
  throw new Error(`No checkpoint covered ${events} events in time.`);
}

export function proofRows({ inclusion, consistency }: Proven): readonly Row[] {
  return [
    spreadRow('P11 inclusion proof', inclusion, GOAL),
    spreadRow('P11 consistency proof', consistency, GOAL),
  ];
}
