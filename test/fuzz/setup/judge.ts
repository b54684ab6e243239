import type { AnswerSchemas } from '../../api/setup/answer-schemas.js';
import type { FuzzedDocument, Operation } from './document.js';
import { typesOf } from './document.js';
import type { Exchanged } from './exchange.js';
import type { FuzzedRequest } from './requests.js';

/** Kinds of findings, so that a planted one can be told from another. */
export type FindingKind =
  'no answer' | 'server error' | 'status' | 'content type' | 'schema' | 'internals' | 'slow';

export interface Finding {
  readonly kind: FindingKind;
  readonly detail: string;
}

export interface Judging {
  readonly operation: Operation;
  readonly document: FuzzedDocument;
  readonly schemas: AnswerSchemas;
}

export const SLOW_MS = 5_000;
/** Answered before any operation is reached, and said of all of them at once in the docs. */
const BEFORE_ROUTING: ReadonlySet<number> = new Set([404, 405, 414, 431]);
/** The two that say that something is not there yet; every other 5xx is a fault. */
const NOT_YET = /^not-yet-(?:signed|projected)$/;
/** Statements, stacks, paths and names of the inside. */
const INTERNALS =
  /\bselect\b.{1,200}\bfrom\b|insert into |\brelation "|syntax error at|violates .* constraint|node_modules|\bat \S+ \(|\.[jt]s:\d+|file:\/\/|edict_(?:app|worker|signer)|ECONNREFUSED|\bpg_|TypeError|RangeError/i;

/** What is wrong with one answer to one request. */
export function judge(
  { status, headers, body }: Exchanged,
  asked: FuzzedRequest,
  { operation, document, schemas }: Judging,
): Finding | undefined {
  const text = body.toString();
  const type = headers['content-type']?.split(';')[0] ?? '';
  const isProblem = type === 'application/problem+json';
  if (
    status >= 500 &&
    !(isProblem && NOT_YET.test(codeOf(text))) &&
    operation.path !== '/health/ready'
  )
    return { kind: 'server error', detail: `${status}: ${text}` };
  if (status >= 400 && INTERNALS.test(text)) return { kind: 'internals', detail: text };
  if (BEFORE_ROUTING.has(status) && isProblem) return undefined;
  const types = typesOf(operation, status, document);
  if (types === undefined) return { kind: 'status', detail: `${status} is not documented` };
  if (body.length === 0) return undefined;
  if (!types.includes(type))
    return {
      kind: 'content type',
      detail: `${status} is documented as ${types.join()}, not ${type}`,
    };
  if (!/[/+]json$/.test(type)) return undefined;
  const value = parsed(text);
  if (value === undefined) return { kind: 'schema', detail: `This is no JSON: ${text}` };
  const problems = schemas.problemsAt(operation.path, asked.method, status, type, value);
  return problems.length === 0
    ? undefined
    : { kind: 'schema', detail: `${problems.join('; ')} in ${text}` };
}

function codeOf(text: string): string {
  const problem = parsed(text);
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return '';
  return String(problem.code);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
