import { CompanyNotInPack, InvalidPackRequest } from '#libs/evidence';
import type { PackAsked } from '#libs/evidence';
import { NotSigned, UnknownCheckpoint } from '#libs/ledger';
import { CannotRun } from '#libs/runtime';

const OPTIONS: Readonly<Record<keyof PackAsked, string>> = {
  company: '--company',
  from: '--from',
  to: '--to',
  knownAt: '--known-at',
  since: '--since',
  accessedUntil: '--accessed-until',
};

/** Tells a pack that cannot be asked for from a failure. */
export async function cannotBePacked<Result>(packing: Promise<Result>): Promise<Result> {
  return packing.catch((error: unknown) => {
    const message = foreseen(error);
    throw message === undefined ? error : new CannotRun(message, { cause: error });
  });
}

function foreseen(error: unknown): string | undefined {
  if (error instanceof InvalidPackRequest) return `${OPTIONS[error.field]}: ${error.message}`;
  if (error instanceof CompanyNotInPack) return `No company "${error.company}" is known then.`;
  if (error instanceof NotSigned) return `${error.message} Is Edict running?`;
  if (error instanceof UnknownCheckpoint) return error.message;
  // The system says why: the disk is full, a connection broke.
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return isOfSystem ? `The pack cannot be made: ${error.message}` : undefined;
}
