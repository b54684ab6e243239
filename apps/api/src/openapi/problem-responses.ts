import { allProblemCodes } from '../problems/problem-codes.js';

const STATUSES = [...new Set(allProblemCodes().map(([, { status }]) => status))];

/** One response per status, listing the codes that it can have. */
export function problemResponses(): Record<string, object> {
  const responses = STATUSES.map((status) => [nameOf(status), responseOf(status)] as const);
  const other = { description: 'Any other problem.', content: contentOf() };
  return { ...Object.fromEntries(responses), Problem: other };
}

export const ANY_PROBLEM = { $ref: '#/components/responses/Problem' };

export function problemRef(status: number): { readonly $ref: string } {
  return { $ref: `#/components/responses/${nameOf(status)}` };
}

function nameOf(status: number): string {
  return `Problem${status}`;
}

function responseOf(status: number): object {
  const codes = allProblemCodes().filter(([, code]) => code.status === status);
  const [code = 'unknown-subject', { title } = { title: 'The event cannot be' }] = codes[0] ?? [];
  const names = codes.map(([name]) => `\`${name}\``).join(', ');
  const detail = 'What exactly is wrong.';
  const example = {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    instance: 'urn:uuid:...',
    code,
  };
  return {
    description:
      names === '' ? 'A rejection of the event catalogue, e.g. `unknown-subject`.' : names,
    ...(status === 429 || status === 503 ? { headers: RETRY_AFTER } : {}),
    content: contentOf({ example }),
  };
}

function contentOf(more: object = {}): object {
  const schema = { $ref: '#/components/schemas/ProblemDocument' };
  return { 'application/problem+json': { schema, ...more } };
}

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } };
