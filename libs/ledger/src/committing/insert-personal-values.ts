import { sql } from '#libs/database';
import type pg from 'pg';
import type { AcceptedEvent } from './judge.js';
import { timed } from './timed.js';

const INSERT_PERSONAL_VALUES = sql(import.meta.url, './insert-personal-values.sql');

/** Stores what accepted events commit to; nothing is sent where none does. */
export function insertPersonalValues(
  client: pg.PoolClient,
  accepted: readonly AcceptedEvent[],
  firstPosition: number,
): Promise<unknown> | undefined {
  const values = accepted.flatMap(({ personal }, index) =>
    personal.map((value) => ({ ...value, position: firstPosition + index })),
  );
  if (values.length === 0) return undefined;
  return client.query(
    timed({
      text: INSERT_PERSONAL_VALUES,
      values: [
        values.map(({ key }) => key.id),
        values.map(({ key }) => key.person),
        values.map(({ key }) => key.wrapped),
        values.map(({ commitment }) => commitment),
        values.map(({ position }) => position),
        values.map(({ field }) => field),
        values.map(({ sealed }) => sealed),
      ],
    }),
  );
}
