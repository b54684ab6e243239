import { describe, expect, it } from '@jest/globals';
import { Interrupted, Shutdown } from '../index.js';
import type { ShutdownOptions } from '../index.js';

function watched(options: ShutdownOptions = {}): { shutdown: Shutdown; seen: unknown[] } {
  const seen: unknown[] = [];
  const shutdown = new Shutdown({
    exit: (code) => void seen.push(`exit ${code}`),
    onFailure: (name, error) => void seen.push(`${name}: ${String(error)}`),
    ...options,
  });
  return { shutdown, seen };
}

describe('Shutting down', () => {
  it('closes what was opened last first, once, and exits with 0', async () => {
    const { shutdown, seen } = watched();
    shutdown.add('database', () => seen.push('database'));
    shutdown.add('server', () => seen.push('server'));
    await Promise.all([shutdown.run(), shutdown.run()]);
    expect(seen).toEqual(['server', 'database', 'exit 0']);
    expect(shutdown.begun).toBe(true);
  });

  it('closes the rest when one part fails, and exits with 1', async () => {
    const { shutdown, seen } = watched();
    shutdown.add('database', () => seen.push('database'));
    shutdown.add('server', () => Promise.reject(new Error('stuck')));
    await shutdown.run();
    expect(seen).toEqual(['server: Error: stuck', 'database', 'exit 1']);
  });

  it('closes what was still opening, and interrupts whoever opens it', async () => {
    const { shutdown, seen } = watched();
    let opened: (value: string) => void = () => undefined;
    const opening = new Promise<string>((resolve) => (opened = resolve));
    const start = shutdown.open('database', opening, (name) => seen.push(`closed ${name}`));
    const end = shutdown.run();
    opened('edict');
    await expect(start).rejects.toThrow(Interrupted);
    await end;
    expect(seen).toEqual(['closed edict', 'exit 0']);
  });

  it('exits with 1 when something does not close in time', async () => {
    const exited = new Promise((resolve) => {
      const { shutdown } = watched({ timeoutMs: 20, exit: resolve });
      shutdown.add('server', () => new Promise(() => undefined));
      void shutdown.run();
    });
    expect(await exited).toBe(1);
  });
});
