import { createHash } from 'node:crypto';
import { isTimestamp } from '#libs/governance';
import type { Query } from '../parameters/read-parameters.js';
import { Problem } from '../problems/problem.js';

/** Where a page ended, in the terms of its list. */
export interface PageEnd {
  readonly sort: string;
  readonly key: string;
}

/** What a cursor pins, so that paging never skips or repeats. */
export interface Cursor {
  /** The list that gave it. */
  readonly list: string;
  readonly position: number;
  /** Absent for the ledger itself, which has no valid time of its own. */
  readonly validAt?: string;
  /** Filters, sort and times, as they were asked. */
  readonly query: Query;
  readonly after: PageEnd;
}

const DIGEST_LENGTH = 22;
export const CURSOR_LENGTH_MAX = 4096;

/** The digest keeps accidents out; a cursor holds nothing that its reader may not know. */
export function sealCursor(cursor: Cursor): string {
  const content = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${content}.${digestOf(content)}`;
}

/**
 * The cursor, if it is whole, of this list, and for what is asked besides it.
 * @throws Problem `invalid-cursor`
 */
export function openCursor(text: string, list: string, asked: Query): Cursor {
  const [content = '', digest] = text.split('.', 2);
  if (text.length > CURSOR_LENGTH_MAX || digest !== digestOf(content))
    throw invalid('is not whole');
  const cursor = contentOf(content);
  if (cursor === undefined) throw invalid('is not whole');
  if (cursor.list !== list) throw invalid('was given by another list');
  for (const [name, value] of Object.entries(asked)) {
    const isSame = JSON.stringify(value) === JSON.stringify(cursor.query[name]);
    if (!isSame) throw invalid(`was given for another "${name}"`);
  }
  return cursor;
}

/** Anybody can compute the digest, so nothing is believed of what carries it. */
function contentOf(content: string): Cursor | undefined {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(content, 'base64url').toString());
    return isCursor(cursor) ? cursor : undefined;
  } catch {
    return undefined;
  }
}

function isCursor(value: unknown): value is Cursor {
  if (!isObject(value)) return false;
  const { list, position, validAt, query, after } = value;
  return (
    typeof list === 'string' &&
    Number.isSafeInteger(position) &&
    Number(position) >= 0 &&
    (validAt === undefined || (typeof validAt === 'string' && isTimestamp(validAt))) &&
    isObject(query) &&
    Object.values(query).every((one) => [one].flat().every((text) => typeof text === 'string')) &&
    isObject(after) &&
    typeof after['sort'] === 'string' &&
    typeof after['key'] === 'string'
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function digestOf(content: string): string {
  const digest = createHash('sha256').update(`edict cursor 1\n${content}`).digest('base64url');
  return digest.slice(0, DIGEST_LENGTH);
}

function invalid(why: string): Problem {
  const message = `The cursor ${why}.`;
  return new Problem('invalid-cursor', message, {
    errors: [{ pointer: '/query/cursor', code: 'invalid-cursor', message }],
  });
}
