import { REJECTIONS } from '#libs/governance';
import { EXPORT_CODES } from './export-codes.js';
import { WEBHOOK_CODES } from './webhook-codes.js';
import type { ProblemCode } from './problem-code.js';
import { SESSION_CODES } from './session-codes.js';

export type { ProblemCode } from './problem-code.js';

/** Codes of the HTTP interface itself. A code is public API: it never changes its meaning. */
export const PROBLEM_CODES = {
  'malformed-json': {
    status: 400,
    title: 'The body is not acceptable JSON',
    meaning:
      'The bytes are not one JSON value in UTF-8, or they use what canonical JSON has no room for: a byte order mark, a key given twice, nesting deeper than 32, a lone surrogate, U+0000, a number that is not an integer or lies beyond 2^53-1.',
  },
  'invalid-event': {
    status: 400,
    title: 'The event is not well-formed',
    meaning:
      'An attribute or a field of data is missing, unknown or of the wrong form. `errors` points at each of them.',
  },
  'invalid-body': {
    status: 400,
    title: 'The body is not acceptable',
    meaning:
      'A field of the body is missing, unknown or of the wrong form. `errors` points at each of them.',
  },
  'unknown-type': {
    status: 400,
    title: 'The event type is not in the catalogue',
    meaning: 'The types that can be recorded are listed in /openapi.json.',
  },
  'empty-batch': {
    status: 400,
    title: 'The batch is empty',
    meaning: 'A batch has at least one event.',
  },
  'invalid-header': {
    status: 400,
    title: 'A request header is not acceptable',
    meaning: 'A header has a value that cannot be read. `errors` names the header.',
  },
  'invalid-parameter': {
    status: 400,
    title: 'A parameter is not acceptable',
    meaning:
      'A parameter of the query or the path is unknown, given twice, or has a value that cannot be read. `errors` names each of them.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not one of this list',
    meaning:
      'A cursor is used as it was given, on the list that gave it, with the same filters. Start the list again without it.',
  },
  'invalid-upload': {
    status: 400,
    title: 'The upload cannot be read',
    meaning: 'An upload is multipart/form-data with one part named `file` that has a file name.',
  },
  'unreadable-file': {
    status: 400,
    title: 'The file cannot be read',
    meaning: 'The file is cut off, broken, or of a kind that Edict does not import.',
  },
  'invalid-rule-pack': {
    status: 422,
    title: 'The rule pack has problems',
    meaning:
      'A rule pack is taken whole or not at all. `errors` names every problem with its line and its place, as though the pack were JSON.',
  },
  'not-available': {
    status: 400,
    title: 'This server does not offer it',
    meaning: 'The request is meaningful, but asks for something that this version does not do.',
  },
  'bad-request': {
    status: 400,
    title: 'The request cannot be read',
    meaning: 'The request breaks the rules of HTTP, e.g. its URL or a length is malformed.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid key is needed',
    meaning: 'Send `Authorization: Bearer <key>` with a key of this server.',
  },
  forbidden: {
    status: 403,
    title: 'The key does not allow it',
    meaning: 'The key is valid, but lacks what this request needs.',
  },
  'second-pair-of-eyes': {
    status: 403,
    title: 'Another key has to approve it',
    meaning:
      'An erasure takes two: the key that asked for it cannot approve it. Another key can, or `edict erase approve` on the host.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing here',
    meaning: 'Nothing is known under this address, or nothing that this key may see.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The address does not take this method',
    meaning: 'The `Allow` header lists the methods that it takes.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No representation matches the Accept header',
    meaning: '`detail` lists the media types that this address has.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    meaning: 'Send the request again: recording the same events twice is safe.',
  },
  'id-reused': {
    status: 409,
    title: 'This source and id stand for another event',
    meaning:
      'An event with the same source and id but other content is in the ledger, at `position`. Report a change as a new event or as event.corrected.',
  },
  'version-conflict': {
    status: 409,
    title: 'The stream has moved on',
    meaning:
      'The stream is not at the version given in expectedversion. Read it again and decide again.',
  },
  'concurrent-change': {
    status: 409,
    title: 'Others kept changing what the event depends on',
    meaning: 'The event was decided several times and overtaken each time. Send it again.',
  },
  'already-erased': {
    status: 409,
    title: 'It was erased before',
    meaning: 'The event named somebody, but nothing of that stands any more.',
  },
  'too-many-feeds': {
    status: 409,
    title: 'There are as many calendar feeds as there may be',
    meaning: 'At most 1,000 calendar feeds stand at once. Revoke one that nobody reads.',
  },
  'too-many-keys': {
    status: 409,
    title: 'There are as many keys as there may be',
    meaning: 'At most 1,000 keys stand at once. Revoke one that nobody uses.',
  },
  'cursor-expired': {
    status: 410,
    title: 'The list behind this cursor was rebuilt',
    meaning: 'The view was rebuilt since the first page. Start the list again.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: 'A JSON body has at most 1 MiB. Streams of application/x-ndjson may have any length.',
  },
  'batch-too-large': {
    status: 413,
    title: 'The batch has too many events',
    meaning:
      'A batch has at most 1,000 events. Streams of application/x-ndjson may have any length.',
  },
  'event-too-large': {
    status: 413,
    title: 'The event is too large',
    meaning: 'The canonical form of an event has at most 64 KiB.',
  },
  'line-too-long': {
    status: 413,
    title: 'The line is too long',
    meaning: 'A line of application/x-ndjson has at most 1 MiB.',
  },
  'upload-too-large': {
    status: 413,
    title: 'The file is too large',
    meaning: 'An uploaded file has at most 64 MiB.',
  },
  'paper-too-large': {
    status: 413,
    title: 'The paper is too large',
    meaning: 'A paper that is kept as evidence has at most 32 MiB.',
  },
  'url-too-long': {
    status: 414,
    title: 'The address is too long',
    meaning: 'An address has at most 8 KiB, and each name in it at most 512 characters.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a type that is not taken here',
    meaning: '`detail` lists the media types that this address takes. Text is UTF-8.',
  },
  'digest-mismatch': {
    status: 422,
    title: 'The bytes are not those of the digest',
    meaning:
      'The SHA-256 of what was sent is not the one in the address: it was cut off or altered, or it is another paper. Nothing was stored.',
  },
  'unknown-event': {
    status: 422,
    title: 'No such event is recorded',
    meaning: 'No event with this source and id is recorded where it was looked for.',
  },
  'nothing-personal': {
    status: 422,
    title: 'The event has no value that can be erased',
    meaning:
      'Its type has no field that names a person, or it was recorded before names were kept apart from the bytes of events.',
  },
  'nothing-to-erase': {
    status: 422,
    title: 'Nothing of it stands',
    meaning: 'The ledger has no value as it was asked for: not in this field, or not of this name.',
  },
  'names-the-person': {
    status: 422,
    title: 'The reason contains what shall be erased',
    meaning: 'The reason is recorded for ever. Give it without the name.',
  },
  'too-much-to-erase': {
    status: 422,
    title: 'It is too much at once',
    meaning: 'One erasure names at most 12,000 events. Erase some of them by event.',
  },
  'calendar-too-large': {
    status: 422,
    title: 'The calendar would be too large',
    meaning: 'A calendar has at most 5,000 entries. Ask for a company, a kind or a status.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    meaning: 'Wait as long as the `Retry-After` header says.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    meaning: 'The headers of a request have at most 16 KiB together.',
  },
  internal: {
    status: 500,
    title: 'The server failed',
    meaning: 'A fault of the server, written to its log under the request id in `instance`.',
  },
  unavailable: {
    status: 503,
    title: 'The database cannot be reached',
    meaning:
      'Nothing was answered. Send the request again after `Retry-After`: recording the same events twice is safe.',
  },
  'not-yet-signed': {
    status: 503,
    title: 'No checkpoint covers it yet',
    meaning:
      'A checkpoint is signed every minute while events are recorded. Ask again, or record with `wait=checkpoint`.',
  },
  'not-yet-projected': {
    status: 503,
    title: 'The view has not reached that position yet',
    meaning: 'The view did not reach Edict-Min-Position within 5 seconds. Ask again.',
  },
  ...EXPORT_CODES,
  ...SESSION_CODES,
  ...WEBHOOK_CODES,
} as const satisfies Readonly<Record<string, ProblemCode>>;

export type OwnCode = keyof typeof PROBLEM_CODES;

const UNPROCESSABLE = 422;

/** Every code that a problem can have: the interface's own, then those of the event catalogue. */
const ALL_CODES: ReadonlyMap<string, ProblemCode> = new Map<string, ProblemCode>([
  ...Object.entries(PROBLEM_CODES),
  ...Object.entries(REJECTIONS).map(
    ([code, told]) => [code, { status: UNPROCESSABLE, ...told }] as const,
  ),
]);

export function allProblemCodes(): readonly (readonly [code: string, ProblemCode])[] {
  return [...ALL_CODES];
}

/** Undefined where no problem has this code. */
export function knownProblemCode(code: string): ProblemCode | undefined {
  return ALL_CODES.get(code);
}

/** What a refusal means to a client. */
export function problemCode(code: string): ProblemCode {
  return (
    knownProblemCode(code) ?? {
      status: UNPROCESSABLE,
      title: 'The event cannot be',
      meaning: 'The event contradicts what the ledger knows. `detail` says how.',
    }
  );
}
