import { randomBytes } from 'node:crypto';
import { formatVerifierKey, isKeyName, renamedKey, signerKey } from '#libs/merkle';
import type { SignerKey } from '#libs/merkle';
import { CannotRun } from '#libs/runtime';
import type pg from 'pg';
import type { Ledger } from '../ledger.js';
import { KeyFiles } from './key-files.js';
import { LastSignedFile } from './last-signed.js';
import { loadSigner, signingFolder } from './load-signer.js';
import type { SignerSettings } from './load-signer.js';
import { lossOf } from './loss.js';
import type { Loss } from './loss.js';
import { originBegun, ORIGIN_STREAM } from './origin-begun.js';
import type { OriginBegun, RecordedOrigin } from './origin-begun.js';
import { knowsOrigin } from './read-origins.js';
import { signNext } from './sign-next.js';
import { acquireSigner } from './signer-lock.js';

const SEED_BYTES = 32;

export interface WantedOrigin {
  readonly origin: string;
  /** For whoever asks later why there are two logs. */
  readonly reason: string;
  /** Otherwise the newest key goes on, under the new name. */
  readonly hasNewKey: boolean;
}

/** What a log is begun with. */
export interface OriginParts {
  readonly settings: SignerSettings;
  /** May record on the streams of Edict itself. */
  readonly ledger: Ledger;
  /** A session that acts as `edict_signer`. */
  readonly client: pg.ClientBase;
}

/** A log that was begun anew, with its first checkpoint. */
export interface NewOrigin extends RecordedOrigin {
  readonly size: number;
}

/**
 * Begins the log anew under another name, over the events that are left of a database that is older
 * than what was signed. Its first event names the former log and what was lost of it. Asks whoever
 * wants it once it is known what that is. If anything fails in between, the next call goes on.
 * @throws NothingLost, NoSigningKey, CannotRun, LogFault where what is left is not as it was signed
 */
export async function beginOrigin(
  wanted: WantedOrigin,
  { settings, ledger, client }: OriginParts,
  confirm: (loss: Loss) => Promise<void>,
  now: Date,
): Promise<NewOrigin> {
  refuseUnfit(wanted, settings);
  if (!(await acquireSigner(client))) {
    throw new CannotRun('A worker signs this ledger: stop it, and whatever else records, first.');
  }
  const files = await KeyFiles.open(settings);
  const loss = await lossOf(
    ledger,
    client,
    files,
    new LastSignedFile(signingFolder(settings.dataDir)),
  );
  refuseOther(wanted, loss);
  if (loss.begun === undefined && (await knowsOrigin(client, wanted.origin))) {
    throw new CannotRun(`Checkpoints were signed as ${wanted.origin} before.`);
  }
  await confirm(loss);
  const begun = loss.begun ?? (await record(wanted, loss, ledger, files, now));
  await files.replace(begun.key, loss.former.size);
  const { origin, note } = loss.former;
  const former = { origin, keys: loss.keys, note };
  const signer = { ...(await loadSigner(settings, client)), former };
  await client.query('begin isolation level repeatable read');
  const { size } = await signNext(client, signer, Number.MAX_SAFE_INTEGER);
  await client.query('commit');
  return { ...begun, size };
}

function refuseUnfit({ origin, reason }: WantedOrigin, settings: SignerSettings): void {
  if (!isKeyName(origin)) throw new CannotRun(`${JSON.stringify(origin)} is no name of a log.`);
  if (reason.trim() === '') throw new CannotRun('The reason is empty.');
  if (settings.origin !== undefined && settings.origin !== origin) {
    throw new CannotRun(`EDICT_ORIGIN is ${settings.origin}: set it to ${origin} first.`);
  }
}

/** A name stands for one history for ever. */
function refuseOther({ origin }: WantedOrigin, { former, begun }: Loss): void {
  if (origin === former.origin) throw new CannotRun(`${origin} is the name of the former log.`);
  if (begun !== undefined && begun.origin !== origin) {
    throw new CannotRun(`The log was begun anew as ${begun.origin} already: give that name.`);
  }
}

async function record(
  { origin, reason, hasNewKey }: WantedOrigin,
  { former, survived }: Loss,
  ledger: Ledger,
  files: KeyFiles,
  now: Date,
): Promise<RecordedOrigin> {
  const next = hasNewKey ? signerKey(origin, randomBytes(SEED_BYTES)) : renamed(files, origin);
  await files.prepare(next);
  const key = formatVerifierKey(next.verifier);
  const begun: OriginBegun = { origin, key, former, lostFrom: survived + 1, reason };
  const expectedVersion = (await ledger.newest(ORIGIN_STREAM))?.sequence ?? 0;
  const event = originBegun(begun, now.toISOString());
  const verdict = await ledger.append({ proposals: [{ event, expectedVersion }] });
  if (verdict.outcome === 'id-reused') throw new CannotRun(`${origin} was a log here before.`);
  const [receipt] = verdict.outcome === 'recorded' ? verdict.receipts : [];
  if (receipt === undefined) throw new Error(`Not recorded: ${verdict.outcome}.`);
  return { ...begun, position: receipt.position };
}

function renamed(files: KeyFiles, origin: string): SignerKey {
  const newest = files.present.keys.at(-1);
  if (newest === undefined) throw new Error('A file of keys has none.');
  return renamedKey(newest, origin);
}
