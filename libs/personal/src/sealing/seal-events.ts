import { randomBytes } from 'node:crypto';
import { sql } from '#libs/database';
import { personalTexts, replaceTexts } from '#libs/governance';
import type { TypeOf } from '#libs/governance';
import type { PersonalValue, PersonKey, ProposedEvent } from '#libs/ledger';
import { commitmentOf, formatCommitment, SALT_BYTES } from '#libs/merkle';
import type pg from 'pg';
import type { PersonalKey } from '../keys/personal-key.js';

const PERSON_KEYS = sql(import.meta.url, './person-keys.sql');

/** The type of the event that a correction on a stream names. */
export type TypeOnStream = (subject: string, ...event: Parameters<TypeOf>) => ReturnType<TypeOf>;

/**
 * The events as the ledger shall write them: each personal text is a commitment, and what it commits
 * to is sealed beside it, under the key of the person whom it names.
 */
export async function sealEvents(
  proposals: readonly ProposedEvent[],
  typeOf: TypeOnStream,
  key: PersonalKey,
  pool: pg.Pool,
): Promise<readonly ProposedEvent[]> {
  const found = proposals.map(({ event }) =>
    personalTexts(event, (named) => typeOf(event.subject, named)),
  );
  const names = new Set(found.flat().map(({ text }) => text));
  if (names.size === 0) return proposals;
  const keys = await personKeys([...names], key, pool);
  return proposals.map((proposal, index) => {
    const texts = found[index] ?? [];
    if (texts.length === 0) return proposal;
    const personal = texts.map(({ field, text }) => sealed(field, text, keys, key));
    const inLeaf = new Map(
      personal.map(({ field, commitment }) => [field, formatCommitment(commitment)]),
    );
    const { event } = proposal;
    return { ...proposal, event: { ...event, data: replaceTexts(event.data, inLeaf) }, personal };
  });
}

/**
 * The key of each person, a new one where there is none. Two processes may make two keys for one
 * person at the same time: both are that person's from then on.
 */
async function personKeys(
  names: readonly string[],
  key: PersonalKey,
  pool: pg.Pool,
): Promise<ReadonlyMap<string, PersonKey>> {
  const persons = names.map((name) => key.personOf(name));
  const { rows } = await pool.query<PersonKey>(PERSON_KEYS, [persons]);
  const stored = new Map(rows.map((one) => [one.person.toString('hex'), one]));
  return new Map(
    names.map((name, index) => {
      const person = persons[index] ?? key.personOf(name);
      return [name, stored.get(person.toString('hex')) ?? key.newPersonKey(person)];
    }),
  );
}

function sealed(
  field: string,
  text: string,
  keys: ReadonlyMap<string, PersonKey>,
  key: PersonalKey,
): PersonalValue {
  const ofPerson = keys.get(text) ?? key.newPersonKey(key.personOf(text));
  const salt = randomBytes(SALT_BYTES);
  const commitment = commitmentOf(field, salt, text);
  const opened = Buffer.concat([salt, Buffer.from(text, 'utf8')]);
  return { field, commitment, key: ofPerson, sealed: key.seal(ofPerson, opened, commitment) };
}
