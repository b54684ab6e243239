import { Malformed, parseCheckpoint, parseSignedNote } from '#libs/merkle';
import { CannotRun } from '#libs/runtime';
import type { Ledger } from '../ledger.js';
import { LastSignedFile } from './last-signed.js';
import { signingFolder } from './load-signer.js';

/** The database was put back to a state before what was signed: it is neither added to nor signed. */
export class OlderLedger extends CannotRun {
  constructor(
    readonly events: number,
    readonly signed: number,
  ) {
    super(
      `The ledger has ${events} events, but a checkpoint over ${signed} was signed: the database ` +
        'is an older backup, to which nothing is added. Bring back what is missing; if it is lost, ' +
        '"edict log new-origin" begins anew; if it is the database of another ledger, give that ' +
        'one an EDICT_DATA_DIR of its own.',
    );
  }
}

/**
 * Refuses a ledger that is shorter than what this data directory remembers to have signed. Only
 * the process that signs can tell more; this needs no key.
 * @throws OlderLedger
 */
export async function refuseOlderLedger(ledger: Ledger, dataDir: string): Promise<void> {
  const note = await new LastSignedFile(signingFolder(dataDir)).read();
  const signed = note === undefined ? 0 : sizeIn(note);
  const { position } = await ledger.head();
  if (position < signed) throw new OlderLedger(position, signed);
}

/** A file that is broken is told by the signer, which cannot go on from it. */
function sizeIn(note: string): number {
  try {
    return parseCheckpoint(parseSignedNote(note).text).size;
  } catch (error) {
    if (error instanceof Malformed) return 0;
    throw error;
  }
}
