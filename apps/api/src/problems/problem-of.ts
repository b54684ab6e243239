import { HttpException } from '@nestjs/common';
import { Refused } from '#libs/recording';
import type { Shape } from '../answers/shape.js';
import { ofLibraries } from './library-problems.js';
import type { OwnCode } from './problem-codes.js';
import { problemCode } from './problem-codes.js';
import type { InputError } from './problem.js';
import { Problem } from './problem.js';
import type { ProblemDocument } from './problem-document.js';

export interface AnsweredProblem {
  readonly document: Omit<Shape<ProblemDocument>, 'instance'>;
  readonly headers: Readonly<Record<string, string>>;
}

export const RETRY_AFTER_SECONDS = 2;

/** What a client is told of any error. Nothing internal is ever part of it. */
export function problemOf(error: unknown): AnsweredProblem {
  if (error instanceof Refused) return refusal(error);
  const problem = error instanceof Problem ? error : translate(error);
  const { errors, headers = {} } = problem.facts;
  return {
    document: described(problem.code, problem.detail, errors),
    headers: { ...retryAfter(problem.code), ...headers },
  };
}

function refusal({ code, detail, errors, index, facts }: Refused): AnsweredProblem {
  const document = described(code, detail, errors.length > 0 ? errors : undefined);
  return { document: { ...document, index, ...facts }, headers: retryAfter(code) };
}

function described(
  code: string,
  detail: string,
  errors: readonly InputError[] | undefined,
): AnsweredProblem['document'] {
  const { status, title } = problemCode(code);
  const document = { type: `/problems/${code}`, title, status, detail, code };
  return errors === undefined ? document : { ...document, errors };
}

function retryAfter(code: string): Readonly<Record<string, string>> {
  const { status } = problemCode(code);
  return status === 503 || status === 429 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
}

function translate(error: unknown): Problem {
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  return ofLibraries(error) ?? framework(error);
}

/** Errors of the web framework, told apart by their documented codes. */
function framework(error: unknown): Problem {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Problem('body-too-large', 'The body has more than 1 MiB.');
  }
  if (code === 'FST_REQ_FILE_TOO_LARGE') {
    return new Problem('upload-too-large', 'The file has more than 64 MiB.');
  }
  if (typeof code === 'string' && typeof statusCode === 'number' && statusCode < 500) {
    return ofStatus(statusCode, 'The request cannot be read.');
  }
  return new Problem('internal', 'The server failed to answer; its log says why.');
}

const CODE_OF_STATUS: Readonly<Partial<Record<number, OwnCode>>> = {
  400: 'bad-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  406: 'not-acceptable',
  413: 'body-too-large',
  414: 'url-too-long',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Where the words of the framework would not help. */
const DETAIL_OF_STATUS: Readonly<Partial<Record<number, string>>> = {
  415: 'The address takes no body of this type; /docs says which types it takes.',
};

const SERVER_ERRORS_FROM = 500;

function ofStatus(status: number, detail: string): Problem {
  const code = CODE_OF_STATUS[status];
  if (code !== undefined) return new Problem(code, DETAIL_OF_STATUS[status] ?? detail);
  return status < SERVER_ERRORS_FROM
    ? new Problem('bad-request', detail)
    : new Problem('internal', 'The server failed to answer; its log says why.');
}
