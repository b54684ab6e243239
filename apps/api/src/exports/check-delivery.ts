import { segmentsOf } from '#libs/exports';
import type { Delivery } from '#libs/exports';
import { urlProblem } from '#libs/outbound';
import type { AllowedCalls } from '#libs/outbound';
import type { WholeShape } from '../answers/shape.js';
import type { InputError } from '../problems/problem.js';
import type { DeliveryBody } from './export-parts.js';

type Body = WholeShape<DeliveryBody>;

const FIELDS = {
  folder: ['kind', 'path'],
  s3: ['kind', 'bucket', 'prefix', 'endpoint', 'region'],
  webhook: ['kind', 'url'],
} as const;

/** The target that a body spells, or what is wrong with it. */
export function checkDelivery(
  body: Body,
  pointer: string,
  allowed: AllowedCalls,
): Delivery | readonly InputError[] {
  const foreign = Object.keys(body).filter(
    (field) => !FIELDS[body.kind].some((known) => known === field),
  );
  if (foreign.length > 0) {
    return foreign.map((field) => wrong(`${pointer}/${field}`, `A ${body.kind} has no ${field}.`));
  }
  switch (body.kind) {
    case 'folder':
      return checkFolder(body, pointer);
    case 's3':
      return checkBucket(body, pointer, allowed);
    case 'webhook':
      return checkWebhook(body, pointer, allowed);
  }
}

function checkFolder({ path }: Body, pointer: string): Delivery | readonly InputError[] {
  if (path !== undefined && segmentsOf(path) !== undefined) return { kind: 'folder', path };
  const message =
    'The path of a folder is a name below EDICT_EXPORT_DIR, maybe with further ones after /: each ' +
    'of letters, digits, blanks, and . _ -, beginning with a letter, a digit or _.';
  return [wrong(`${pointer}/path`, message)];
}

function checkBucket(
  { bucket, prefix, endpoint, region }: Body,
  pointer: string,
  allowed: AllowedCalls,
): Delivery | readonly InputError[] {
  if (bucket === undefined) return [wrong(`${pointer}/bucket`, 'The bucket is not named.')];
  if (prefix !== undefined && segmentsOf(prefix) === undefined) {
    return [wrong(`${pointer}/prefix`, 'The prefix is names with / between them.')];
  }
  const called = endpoint ?? amazonAddress(bucket, region);
  const problem = urlProblem(allowed, called);
  if (problem !== undefined) return [wrong(`${pointer}/endpoint`, `${called} ${problem}.`)];
  return {
    kind: 's3',
    bucket,
    ...(prefix !== undefined && { prefix }),
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
  };
}

/** Where the client of Amazon looks for a bucket. */
function amazonAddress(bucket: string, region = 'us-east-1'): string {
  return `https://${bucket}.s3.${region}.amazonaws.com`;
}

function checkWebhook(
  { url }: Body,
  pointer: string,
  allowed: AllowedCalls,
): Delivery | readonly InputError[] {
  if (url === undefined) return [wrong(`${pointer}/url`, 'The address is missing.')];
  const problem = urlProblem(allowed, url);
  if (problem !== undefined) return [wrong(`${pointer}/url`, `The address ${problem}.`)];
  return { kind: 'webhook', url };
}

function wrong(pointer: string, message: string): InputError {
  return { pointer, code: 'invalid-delivery', message };
}
