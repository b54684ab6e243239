import { PersonalKey, PersonalValues } from '#libs/personal';
import type pg from 'pg';

/** Sealed under a key that is the same for every process of a test. */
export function testPersonalValues(pool: pg.Pool): PersonalValues {
  return new PersonalValues(pool, new PersonalKey(Buffer.alloc(32, 7)));
}
