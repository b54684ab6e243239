import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/** A process that does not outlive the benchmark. */
export function tracked<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Tells all that run to end, and waits for it. */
export async function endChildren(): Promise<void> {
  const ended = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(ended);
}
