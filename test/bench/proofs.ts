import { setTimeout as pause } from 'node:timers/promises';
import { repeated } from './measuring.js';
import type { Subject } from './subject.js';

/** The sizes of checkpoints that were seen until one covered all of these events. */
export async function signedSizes(subject: Subject, events: number): Promise<readonly number[]> {
  const sizes = new Set<number>();
  for (;;) {
    const note = await subject.text('/v1/log/checkpoint').catch(() => '');
    const size = Number(note.split('\n')[1] ?? 0);
    if (size > 0) sizes.add(size);
    if (size >= events) return [...sizes];
    await pause(100);
  }
}

/** Proofs of events all over the ledger, and that it begins with what was signed of it before. */
export async function proofs(subject: Subject, sizes: readonly number[], runs: number) {
  const events = sizes.at(-1) ?? 1;
  return {
    inclusion: await repeated(runs, (run) =>
      subject.text(`/v1/events/${1 + ((run * 7_919) % events)}/proof`),
    ),
    consistency: await repeated(runs, (run) =>
      subject.text(`/v1/log/consistency?from=${sizes[run % sizes.length] ?? 1}`),
    ),
  };
}
