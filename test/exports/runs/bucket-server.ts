import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';

export const BUCKET = 'exports-of-specs';
/** What the server takes, from wherever the client has it. */
export const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** A server that speaks S3, with one bucket. */
export class BucketServer {
  private readonly client: S3Client;

  private constructor(
    private readonly server: S3rver,
    readonly endpoint: string,
  ) {
    this.client = new S3Client({
      region: 'us-east-1',
      endpoint,
      forcePathStyle: true,
      credentials: {
        accessKeyId: CREDENTIALS.AWS_ACCESS_KEY_ID,
        secretAccessKey: CREDENTIALS.AWS_SECRET_ACCESS_KEY,
      },
    });
  }

  static async start(): Promise<BucketServer> {
    const directory = mkdtempSync(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'bucket-'));
    const server = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory,
      configureBuckets: [{ name: BUCKET, configs: [] }],
    });
    const { port } = await server.run();
    return new BucketServer(server, `http://127.0.0.1:${port}`);
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.server.close();
  }

  async keys(): Promise<readonly string[]> {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: BUCKET, ContinuationToken: token }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys.sort();
  }

  /** SHA-256 of an object in hexadecimal. */
  async digestOf(key: string): Promise<string> {
    const object = await this.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
    return createHash('sha256').update(bytes).digest('hex');
  }
}
