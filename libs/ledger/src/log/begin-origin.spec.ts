import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatVerifierKey, openCheckpoint, parseVerifierKey, signCheckpoint } from '#libs/merkle';
import type pg from 'pg';
import { Ledger } from '../ledger.js';
import { proposal } from '../testing/proposals.js';
import { SignedLedger } from '../testing/signed-ledger.js';
import { verifyLedger } from '../verifying/verify-ledger.js';
import { beginOrigin } from './begin-origin.js';
import type { NewOrigin, WantedOrigin } from './begin-origin.js';
import { keysIn, loadSigner } from './load-signer.js';
import type { Loss } from './loss.js';
import { refuseOlderLedger } from './older-ledger.js';
import type { LogSigner, SigningRun } from './sign-next.js';

const FORMER = 'log.example/edict';
const NEW = 'log.example/edict-2';
const WANTED: WantedOrigin = { origin: NEW, reason: 'The disk broke.', hasNewKey: false };
const [SURVIVED, SIGNED] = [5, 9];

let signed: SignedLedger;
let ledger: Ledger;
let formerKey: string;
/** By the number of events that they are over. */
let anchors: Map<number, string>;

beforeEach(async () => {
  signed = await SignedLedger.open();
  anchors = new Map();
  ledger = new Ledger(signed.database.pool('edict_log', 1));
  const [key] = (await signer(FORMER)).keys;
  formerKey = key ? formatVerifierKey(key.verifier) : '';
  for (const count of [3, 4, 2]) await recordSigned(count);
});
afterEach(async () => {
  await ledger.close();
  await signed.close();
});

const signer = (origin?: string): Promise<LogSigner> =>
  loadSigner({ dataDir: signed.folder, ...(origin && { origin }) }, signed.signing);
const file = (name: string) => join(signed.folder, 'log', name);
const text = (name: string) => readFile(file(name), 'utf8');
const since = (size: number) => [
  { note: anchors.get(size) ?? '', where: `over-${size}.checkpoint` },
];
const head = async () => (await signed.ledger.head()).position;

async function recordSigned(count: number): Promise<void> {
  await signed.record(count);
  const { size } = await signed.sign(1_000, await signer());
  anchors.set(size, await text('last-checkpoint'));
}

/** As an older backup leaves it, which was made when so many events were recorded. */
async function putBackTo(position: number): Promise<void> {
  await signed.tamper(
    `delete from ledger.event where position > ${position}`,
    `update ledger.head set position = ${position}`,
    `delete from ledger.checkpoint where size > ${position}`,
  );
}

async function begin(
  wanted: Partial<WantedOrigin> = {},
  confirm: (loss: Loss) => Promise<void> = () => Promise.resolve(),
): Promise<NewOrigin> {
  const client: pg.PoolClient = await signed.signing.connect();
  const parts = { settings: { dataDir: signed.folder }, ledger, client };
  try {
    return await beginOrigin({ ...WANTED, ...wanted }, parts, confirm, new Date());
  } finally {
    client.release(true);
  }
}

const verified = (keys: readonly string[], size?: number) =>
  verifyLedger(signed.owner, { keys, ...(size !== undefined && { since: since(size) }) });

describe('A log of which events were lost', () => {
  it('is begun anew over those that are left, and then recorded and signed as before', async () => {
    await putBackTo(SURVIVED);
    await expect(refuseOlderLedger(signed.ledger, signed.folder)).rejects.toThrow('older backup');
    const losses: Loss[] = [];
    const begun = await begin({}, (loss) => Promise.resolve(void losses.push(loss)));
    expect(losses).toMatchObject([
      { survived: SURVIVED, former: { origin: FORMER, size: SIGNED } },
    ]);
    expect(begun).toMatchObject({ origin: NEW, position: 6, lostFrom: 6, size: 6 });
    expect((await ledger.at(6))?.event).toMatchObject({
      type: 'log.origin-begun',
      data: {
        origin: NEW,
        key: begun.key,
        former: { origin: FORMER, size: SIGNED, checkpoint: anchors.get(SIGNED) },
        lost: { from: 6, to: SIGNED },
        reason: 'The disk broke.',
      },
    });
    await refuseOlderLedger(signed.ledger, signed.folder);
    expect(await recordAfterLoss()).toMatchObject({ size: 7, signed: true });
    const note = await text('last-checkpoint');
    expect(openCheckpoint(note, [parseVerifierKey(begun.key)])).toMatchObject({ origin: NEW });
    const whole = await verified([begun.key, formerKey]);
    expect(whole).toMatchObject({ faultCount: 0, checkpoints: 3, origins: expect.anything() });
    expect(whole.begun).toMatchObject([{ position: 6, former: { size: SIGNED } }]);
  });

  it('keeps its key under the new name, or has a new one, and keeps the former beside it', async () => {
    await putBackTo(SURVIVED);
    const before = await text('signing-key');
    const { key } = await begin();
    expect(key.split('+').at(2)).toBe(formerKey.split('+').at(2));
    expect(await text(`signing-key.until-${SIGNED}`)).toBe(before);
    expect(keysIn(await text('signing-key')).origin).toBe(NEW);
    await recordAfterLoss();
    await putBackTo(6);
    const again = await begin({ origin: 'log.example/edict-3', hasNewKey: true });
    expect(again.key.split('+').at(2)).not.toBe(key.split('+').at(2));
    for (const name of await readdir(join(signed.folder, 'log'))) {
      const { mode } = await stat(file(name));
      if (name.startsWith('signing-key')) expect(mode & 0o777).toBe(0o600);
    }
    const whole = await verified([formerKey, key, again.key], SIGNED);
    expect(whole).toMatchObject({ faultCount: 0, lost: [{ size: SIGNED, position: 6 }] });
    expect(whole.begun.map(({ origin }) => origin)).toEqual([NEW, 'log.example/edict-3']);
  });

  it('is not begun where nothing was lost, or nothing is known to be', async () => {
    await expect(begin()).rejects.toThrow(/has 9 events, and what was signed last is over 9/);
    await rm(file('last-checkpoint'));
    await expect(begin()).rejects.toThrow('Nothing is remembered to have been signed');
    expect(await head()).toBe(SIGNED);
  });

  it.each([
    ['that is its own', { origin: FORMER }, /is the name of the former log/],
    ['that is none', { origin: 'two words' }, /is no name of a log/],
  ])('is not begun under a name %s', async (_, wanted, detail) => {
    await putBackTo(SURVIVED);
    await expect(begin(wanted)).rejects.toThrow(detail);
    expect(await head()).toBe(SURVIVED);
  });

  it('is not begun without a reason, or while another process signs', async () => {
    await putBackTo(SURVIVED);
    await expect(begin({ reason: ' ' })).rejects.toThrow('The reason is empty');
    const other = await signed.signing.connect();
    await other.query('select pg_advisory_lock(72110005)');
    await expect(begin()).rejects.toThrow('A worker signs this ledger');
    other.release(true);
    expect(await head()).toBe(SURVIVED);
  });

  it('is not begun over events that are not as they were signed', async () => {
    await putBackTo(SURVIVED);
    await signed.tamper(`update ledger.event set actor = 'keys/other' where position = 5`);
    await expect(begin()).rejects.toMatchObject({ kind: 'column', position: 5 });
    await signed.tamper(`update ledger.event set bytes = '{}' where position = 2`);
    await expect(begin()).rejects.toMatchObject({ kind: 'bytes', position: 2 });
    expect(await head()).toBe(SURVIVED);
  });

  it('is left as it was where whoever is asked does not want it', async () => {
    await putBackTo(SURVIVED);
    const files = await readdir(join(signed.folder, 'log'));
    const refused = begin({}, () => Promise.reject(new Error('no')));
    await expect(refused).rejects.toThrow('no');
    expect(await head()).toBe(SURVIVED);
    expect(await readdir(join(signed.folder, 'log'))).toEqual(files);
  });

  it('is begun under a name that was never signed with before', async () => {
    await putBackTo(SURVIVED);
    await begin();
    await recordAfterLoss();
    await putBackTo(6);
    await expect(begin({ origin: FORMER })).rejects.toThrow(/signed as log.example\/edict before/);
  });
});

describe('A beginning that was interrupted', () => {
  let former: string;
  beforeEach(async () => {
    await putBackTo(SURVIVED);
    former = await text('signing-key');
    await begin();
  });

  const unsigned = () => signed.tamper(`delete from ledger.checkpoint where origin = '${NEW}'`);
  const asBeforeSigning = async () => {
    await unsigned();
    await writeFile(file('last-checkpoint'), anchors.get(SIGNED) ?? '');
  };
  const asBeforeTheKey = async () => {
    await asBeforeSigning();
    await rename(file('signing-key'), file('signing-key.next'));
    await writeFile(file('signing-key'), former);
    await rm(file(`signing-key.until-${SIGNED}`));
  };

  const withTheKeyTwice = async () => {
    await asBeforeSigning();
    await writeFile(file('signing-key.next'), await text('signing-key'));
  };

  it.each([
    ['before its key was in place', asBeforeTheKey],
    ['before its key stood in one place only', withTheKeyTwice],
    ['before it was signed', asBeforeSigning],
    ['before its checkpoint was committed', unsigned],
  ])('%s is brought to its end by the next', async (_, interrupted) => {
    await interrupted();
    await expect(begin({ origin: 'log.example/other' })).rejects.toThrow(
      /anew as .*edict-2 already/,
    );
    const ended = await begin();
    expect(ended).toMatchObject({ position: 6, size: 6 });
    expect(await head()).toBe(6);
    expect(await verified([ended.key, formerKey])).toMatchObject({ faultCount: 0 });
    expect(await readdir(join(signed.folder, 'log'))).not.toContain('signing-key.next');
    await expect(begin()).rejects.toThrow('what was signed last is over 6');
  });

  it('is signed by nobody else, and not without the key that it announced', async () => {
    await asBeforeTheKey();
    await expect(signed.sign(1_000, await signer())).rejects.toMatchObject({ kind: 'rollback' });
    await rm(file('signing-key.next'));
    await expect(begin()).rejects.toThrow(/was announced, but .* has it not/);
  });
});

describe('A checkpoint of the former name', () => {
  let key: string;
  beforeEach(async () => {
    await putBackTo(SURVIVED + 2);
    ({ key } = await begin());
    await recordAfterLoss();
  });

  it('is held against what is left, if it is not over more', async () => {
    for (const size of [3, 7]) {
      expect(await verified([key, formerKey], size)).toMatchObject({ faultCount: 0, lost: [] });
    }
    const forged = { origin: FORMER, size: 3, root: Buffer.alloc(32, 1) };
    const older = await signedByFormer(forged);
    expect(older.faults).toMatchObject([{ kind: 'equivocation' }]);
  });

  it('over more is one of those that were lost, as the ledger says', async () => {
    expect(await verified([key, formerKey], SIGNED)).toMatchObject({
      faultCount: 0,
      lost: [{ where: 'over-9.checkpoint', origin: FORMER, size: 9, survived: 7, position: 8 }],
    });
  });

  it('over more than the ledger says was lost is a fault, and so is another of that size', async () => {
    const longer = await signedByFormer({ origin: FORMER, size: 10, root: Buffer.alloc(32, 1) });
    expect(longer.faults).toMatchObject([
      { kind: 'rollback', detail: expect.stringMatching(/says that no more than 9 were lost/) },
    ]);
    const other = await signedByFormer({ origin: FORMER, size: 9, root: Buffer.alloc(32, 1) });
    expect(other.faults).toMatchObject([
      { kind: 'equivocation', notes: [expect.anything(), anchors.get(SIGNED)] },
    ]);
  });

  it('is lost by nothing where no checkpoint covers the event that says so', async () => {
    await signed.tamper(`delete from ledger.checkpoint where origin = '${NEW}'`);
    const { faults } = await verified([key, formerKey], SIGNED);
    expect(faults).toContainEqual(
      expect.objectContaining({ kind: 'rollback', detail: expect.stringMatching(/event 8 says/) }),
    );
  });

  it('is believed by nobody where its key is not given', async () => {
    const { faults } = await verified([key]);
    expect(faults.map(({ kind }) => kind)).toEqual(['checkpoint', 'checkpoint']);
  });

  async function signedByFormer(checkpoint: Parameters<typeof signCheckpoint>[0]) {
    const { keys } = keysIn(await text(`signing-key.until-${SIGNED}`));
    const note = signCheckpoint(checkpoint, keys);
    return verifyLedger(signed.owner, {
      keys: [key, formerKey],
      since: [{ note, where: 'forged.checkpoint' }],
    });
  }
});

/** By a process that knows nothing of what was lost. */
async function recordAfterLoss(): Promise<SigningRun> {
  const fresh = new Ledger(signed.database.pool('edict_app', 1));
  await fresh.append({ proposals: [proposal()] });
  await fresh.close();
  return signed.sign(1_000, await signer());
}
