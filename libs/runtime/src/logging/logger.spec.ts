import { describe, expect, it } from '@jest/globals';
import { createLogger, NestLogger } from '../index.js';

function written(level: 'info' | 'debug' = 'info'): {
  lines: string[];
  logger: ReturnType<typeof createLogger>;
} {
  const lines: string[] = [];
  const logger = createLogger(level, 'spec', { write: (line) => void lines.push(line) });
  return { lines, logger };
}

describe('The log', () => {
  it('is one JSON line per entry, with name, level and time', () => {
    const { lines, logger } = written();
    logger.info({ port: 3000 }, 'listening');
    logger.debug('not this');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(String(lines[0]))).toMatchObject({
      name: 'spec',
      level: 'info',
      msg: 'listening',
      port: 3000,
    });
  });

  it('never carries a credential', () => {
    const { lines, logger } = written();
    logger.info({ req: { headers: { authorization: 'Bearer s3cret' } } }, 'request');
    logger.info({ config: { adminKey: 's3cret', databaseUrl: 's3cret' } }, 'settings');
    logger.info({ password: 's3cret' }, 'login');
    expect(lines.join('')).not.toContain('s3cret');
  });

  it('takes what Nest logs, with its context and stack', () => {
    const { lines, logger } = written('debug');
    const nest = new NestLogger(logger);
    nest.log('started', 'NestApplication');
    nest.error('broken', 'Error: broken\n at x', 'Handler');
    nest.error(new Error('bad'), 'Handler');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 'debug', msg: 'started', context: 'NestApplication' },
      { level: 'error', msg: 'broken', context: 'Handler', stack: 'Error: broken\n at x' },
      { level: 'error', msg: 'bad', context: 'Handler', err: { message: 'bad' } },
    ]);
  });
});
