import { describe, expect, it } from '@jest/globals';
import { Shutdown } from '../index.js';
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

  it('exits with 1 when something does not close in time', async () => {
    const exited = new Promise((resolve) => {
      const { shutdown } = watched({ timeoutMs: 20, exit: resolve });
      shutdown.add('server', () => new Promise(() => undefined));
      void shutdown.run();
    });
    expect(await exited).toBe(1);
  });
});
