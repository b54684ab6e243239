import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { LogLevel } from '../settings/settings.js';

export type { Logger } from 'pino';

const STANDARD_ERROR = 2;

/** Fields that may carry a secret, wherever a log line has them. */
const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'adminKey', 'databaseUrl'];
const REDACTED = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/**
 * JSON lines on standard error, so that standard output carries what a command answers. Lines are
 * written at once: none is lost when the process ends.
 */
export function createLogger(
  level: LogLevel,
  name: string,
  destination: DestinationStream = pino.destination({ dest: STANDARD_ERROR, sync: true }),
): Logger {
  return pino(
    {
      name,
      level,
      redact: { paths: REDACTED, censor: '[secret]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}
