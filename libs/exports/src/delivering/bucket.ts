import { open } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CallNotAllowed, checkedLookup, checkUrl } from '#libs/outbound';
import type { AllowedCalls } from '#libs/outbound';
import type { BucketDelivery } from '../definitions/export-terms.js';
import { codeOf, nameOf } from '../files/failure.js';
import type { WrittenFile } from '../writing/manifest.js';
import { DeliveryFailed, stampOf } from './delivered-run.js';
import type { DeliveredRun } from './delivered-run.js';

const REGION_UNASKED = 'us-east-1';
const CONNECT_TIME_MAX_MS = 10_000;
const ANSWER_TIME_MAX_MS = 600_000;
/** A connection on which nothing moves for so long is given up. */
const SILENT_TIME_MAX_MS = 60_000;
/** What one request can carry. */
export const OBJECT_BYTES_MAX = 5 * 1024 ** 3;
/** Where an object says what it is, for servers that keep no checksums of their own. */
const DIGEST = 'sha256';

/**
 * Puts the files of a run below a prefix of its own, the manifest last. An object that is there is
 * never written over: it is the same, and all is well, or another's, and the delivery fails.
 */
export async function deliverToBucket(
  allowed: AllowedCalls,
  delivery: BucketDelivery,
  run: DeliveredRun,
  signal: AbortSignal,
): Promise<void> {
  const client = clientOf(allowed, delivery);
  const prefix = [...(delivery.prefix?.split('/') ?? []), stampOf(run)].filter(Boolean).join('/');
  try {
    for (const file of run.files) {
      const key = `${prefix}/${file.name}`;
      await putOnce(client, delivery.bucket, key, run.folder, file, signal);
    }
  } catch (error) {
    throw failure(error);
  } finally {
    client.destroy();
  }
}

const ignored = (): void => undefined;
const SILENT = { debug: ignored, info: ignored, warn: ignored, error: ignored };

function clientOf(allowed: AllowedCalls, { endpoint, region }: BucketDelivery): S3Client {
  if (endpoint !== undefined) checkUrl(allowed, endpoint);
  const own = { keepAlive: true };
  return new S3Client({
    region: region ?? process.env['AWS_REGION'] ?? REGION_UNASKED,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // The queue tries again, and what fails is told by the run.
    maxAttempts: 1,
    logger: SILENT,
    followRegionRedirects: false,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      httpAgent: new HttpAgent({ ...own, lookup: checkedLookup(allowed, 'http:') }),
      httpsAgent: new HttpsAgent({ ...own, lookup: checkedLookup(allowed, 'https:') }),
      connectionTimeout: CONNECT_TIME_MAX_MS,
      requestTimeout: ANSWER_TIME_MAX_MS,
      throwOnRequestTimeout: true,
      socketTimeout: SILENT_TIME_MAX_MS,
    },
  });
}

async function putOnce(
  client: S3Client,
  bucket: string,
  key: string,
  folder: string,
  file: WrittenFile,
  signal: AbortSignal,
): Promise<void> {
  if (file.bytes > OBJECT_BYTES_MAX) {
    throw new DeliveryFailed(`${file.name} is larger than one request can carry.`, true);
  }
  if (await isThere(client, bucket, key, file, signal)) return;
  const opened = await open(join(folder, file.name));
  const content = opened.createReadStream();
  const unreadable = new AbortController();
  // The client hears nothing of what a file fails with, and leaves it open where it fails itself.
  content.on('error', (error) => {
    unreadable.abort(error);
  });
  const put = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: content,
    ContentLength: file.bytes,
    ContentType: contentTypeOf(file.name),
    ChecksumSHA256: Buffer.from(file.sha256, 'hex').toString('base64'),
    Metadata: { [DIGEST]: file.sha256 },
    IfNoneMatch: '*',
  });
  try {
    await client.send(put, { abortSignal: AbortSignal.any([signal, unreadable.signal]) });
  } catch (error) {
    // Somebody was faster: an attempt of this run, or another's object.
    if (statusOf(error) === 412 && (await isThere(client, bucket, key, file, signal))) return;
    throw error;
  } finally {
    content.destroy();
  }
}

/** @throws DeliveryFailed where another object has the name */
async function isThere(
  client: S3Client,
  bucket: string,
  key: string,
  { name, bytes, sha256 }: WrittenFile,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const head = new HeadObjectCommand({ Bucket: bucket, Key: key });
    const found = await client.send(head, { abortSignal: signal });
    if (found.ContentLength === bytes && found.Metadata?.[DIGEST] === sha256) return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
  throw new DeliveryFailed(`Another object is at the place of ${name}.`, true);
}

function failure(error: unknown): Error {
  if (error instanceof DeliveryFailed) return error;
  const cause = { cause: error };
  if (error instanceof CallNotAllowed) return new DeliveryFailed(error.message, false, cause);
  const name = codeOf(error) ?? nameOf(error) ?? 'unknown';
  const status = statusOf(error);
  const told = status === undefined ? name : `${name}, ${status}`;
  return new DeliveryFailed(`The bucket did not take it (${told}).`, false, cause);
}

/** Of the answer that an error of the SDK stands for. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status = 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

function contentTypeOf(name: string): string {
  if (name.endsWith('.csv')) return 'text/csv; charset=utf-8';
  return name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8';
}
