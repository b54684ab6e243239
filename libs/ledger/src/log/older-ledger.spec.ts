import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LedgerRolledBack } from '../errors.js';
import { Ledger } from '../ledger.js';
import { proposal } from '../testing/proposals.js';
import { SignedLedger } from '../testing/signed-ledger.js';
import { LastSignedFile } from './last-signed.js';
import { OlderLedger, refuseOlderLedger } from './older-ledger.js';

let signed: SignedLedger;
let signer: SignedLedger['signer'];

beforeEach(async () => {
  signed = await SignedLedger.open();
  const lastSigned = new LastSignedFile(join(signed.folder, 'log'));
  signer = { ...signed.signer, lastSigned };
});
afterEach(() => signed.close());

/** As an older backup leaves it. */
const putBackTo = (position: number) =>
  signed.tamper(
    `delete from ledger.event where position > ${position}`,
    `update ledger.head set position = ${position}`,
    'delete from ledger.checkpoint',
  );

describe('A database that was put back under a newer checkpoint', () => {
  it('is refused before anything is started, naming both sizes', async () => {
    await refuseOlderLedger(signed.ledger, signed.folder);
    await signed.record(5);
    await signed.sign(1_000, signer);
    await refuseOlderLedger(signed.ledger, signed.folder);
    await putBackTo(4);
    const refusal = refuseOlderLedger(signed.ledger, signed.folder);
    await expect(refusal).rejects.toThrow(OlderLedger);
    await expect(refusal).rejects.toMatchObject({ events: 4, signed: 5 });
    await expect(refusal).rejects.toThrow(/has 4 events, but a checkpoint over 5/);
  });

  it('is not added to by a process that has recorded more', async () => {
    await signed.record(5);
    await putBackTo(4);
    const refused = signed.ledger.append({ proposals: [proposal()] });
    await expect(refused).rejects.toThrow(LedgerRolledBack);
    await expect(refused).rejects.toMatchObject({ events: 4, recorded: 5 });
    const other = new Ledger(signed.database.pool('edict_app'));
    expect(await other.head()).toMatchObject({ position: 4 });
    await other.close();
  });

  it('is left to the signer where what it remembers cannot be read', async () => {
    await mkdir(join(signed.folder, 'log'));
    await writeFile(join(signed.folder, 'log', 'last-checkpoint'), 'no note');
    await refuseOlderLedger(signed.ledger, signed.folder);
    await expect(signed.sign(1_000, signer)).rejects.toMatchObject({ kind: 'checkpoint' });
  });
});
