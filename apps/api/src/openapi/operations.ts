import type { OpenAPIObject } from '@nestjs/swagger';
import { ANY_PROBLEM, problemRef } from './problem-responses.js';
import { REQUEST_BODIES } from './records-events.js';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Method = (typeof METHODS)[number];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const READING = [400, 401, 403, 404, 406, 410, 429, 500, 503];
const WRITING = [400, 401, 403, 406, 409, 413, 415, 422, 429, 500, 503];
/** Of an address that names one thing. */
const CHANGING = [...WRITING, 404];
const HEALTH = /^\/health\//;
/** Whoever knows the secret needs no key, nor does who reads hashes and signatures. */
const OPEN =
  /^(?:get \/v1\/calendar-feeds\/\{id\}\/\{file\}|get \/v1\/log\/(?:checkpoint|keys|tile\/\{path\})|post \/v1\/sessions)$/;

const STATUSES = { get: READING, post: WRITING, put: CHANGING, patch: CHANGING, delete: CHANGING };

/** Adds to each operation what all of them share: problems, freshness, and where no key is needed. */
export function completeOperations(paths: Paths): Paths {
  const entries = Object.entries(paths).map(([route, operations]) => {
    const path = route.replace(/\*$/, '{path}');
    const completed = METHODS.flatMap((method) => {
      const operation = operations[method];
      return operation === undefined ? [] : [[method, complete(path, operation, method)]];
    });
    return [path, Object.fromEntries(completed) as object];
  });
  return Object.fromEntries(entries) as Paths;
}

function statusesOf(method: Method, path: string): readonly number[] {
  if (path.startsWith('/v1/export-runs/')) return [...READING, 409, 416];
  return method === 'post' && path.includes('{') ? CHANGING : STATUSES[method];
}

function complete(path: string, operation: Operation, method: Method): Operation {
  if (HEALTH.test(path)) return { ...operation, security: [], responses: ofHealth(operation) };
  const problems = statusesOf(method, path).map(
    (status) => [String(status), problemRef(status)] as const,
  );
  const body = REQUEST_BODIES[operation.operationId ?? ''];
  return {
    ...operation,
    ...(body && { requestBody: body as NonNullable<Operation['requestBody']> }),
    parameters: [...parametersOf(operation), ...(path.startsWith('/v1/') ? [MIN_POSITION] : [])],
    ...(OPEN.test(`${method} ${path}`) ? { security: [] } : {}),
    responses: {
      ...operation.responses,
      ...Object.fromEntries(problems),
      default: ANY_PROBLEM,
      ...unchanged(method),
    },
  };
}

/** What was read before and is still so is not sent again. */
function unchanged(method: Method) {
  return method === 'get' ? { '304': { description: 'Unchanged, by `If-None-Match`.' } } : {};
}

/** Whoever asks may only ask wrongly: that it is unwell is no problem document. */
function ofHealth({ responses }: Operation): Operation['responses'] {
  return { ...responses, '400': problemRef(400) };
}

/** Content negotiation is described by the responses, not by parameters. */
function parametersOf({ parameters = [] }: Operation) {
  return parameters.filter((one) => !('in' in one && one.in === 'header' && one.name === 'accept'));
}

const MIN_POSITION = {
  name: 'Edict-Min-Position',
  in: 'header' as const,
  required: false,
  description: 'Waits up to 5 seconds until the views have reached this position.',
  schema: { type: 'integer' as const, minimum: 0 },
};
