import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, readlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BUCKET, BucketServer, CREDENTIALS } from '../../../../test/exports/runs/bucket-server.js';
import { deliverToBucket } from './bucket.js';
import type { DeliveredRun } from './delivered-run.js';

const ALLOWED = { hosts: [], networks: ['127.0.0.0/8'] };
const BYTES = Buffer.alloc(4_000_000, 'a');

let bucket: BucketServer;
let refusing: Server;

beforeAll(async () => {
  Object.assign(process.env, CREDENTIALS);
  bucket = await BucketServer.start();
  // It has no object, and takes none.
  refusing = createServer((request, response) => {
    response.writeHead(request.method === 'HEAD' ? 404 : 403).end();
  });
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await bucket.close();
  refusing.closeAllConnections();
  refusing.close();
});

function newFolder(): string {
  return mkdtempSync(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'kept-'));
}

function delivered(folder: string, endpoint: string): Promise<void> {
  const sha256 = createHash('sha256').update(BYTES).digest('hex');
  const run: DeliveredRun = {
    run: 'run',
    export: 'export',
    nominalTime: new Date('2026-02-12T00:00:00Z'),
    position: 1,
    asked: { dataset: 'companies', profile: 'data', mode: 'full' },
    folder,
    files: [{ name: 'companies.csv', bytes: BYTES.length, sha256 }],
    rows: 0,
    manifestSha256: '',
  };
  const signal = new AbortController().signal;
  return deliverToBucket(ALLOWED, { kind: 's3', bucket: BUCKET, endpoint }, run, signal);
}

describe('a delivery to a bucket', () => {
  it('fails, and nothing else does, where the files are gone', async () => {
    await expect(delivered(newFolder(), bucket.endpoint)).rejects.toThrow('ENOENT');
    expect(await bucket.keys()).toEqual([]);
  });

  it('leaves no file open where it fails', async () => {
    const folder = newFolder();
    await writeFile(join(folder, 'companies.csv'), BYTES);
    const { port } = refusing.address() as AddressInfo;
    await expect(delivered(folder, `http://127.0.0.1:${port}`)).rejects.toThrow('403');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await openBelow(folder)).toEqual([]);
  });
});

/** The files below a folder that this process has open, where the system tells. */
async function openBelow(folder: string): Promise<readonly string[]> {
  const descriptors = await readdir('/proc/self/fd').catch(() => []);
  const paths = await Promise.all(
    descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => '')),
  );
  return paths.filter((path) => path.startsWith(folder));
}
