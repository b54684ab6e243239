import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isId } from '#libs/governance';
import { CHECKPOINT_WAIT_MS, inLedgerSnapshot, NotSigned } from '#libs/ledger';
import type { Ledger, LedgerLog } from '#libs/ledger';
import type { PersonalKey } from '#libs/personal';
import { Turns, VERSION } from '#libs/runtime';
import type pg from 'pg';
import { CompanyNotInPack } from '../contents/company-fold.js';
import type { PackQuestion } from '../format/manifest.js';
import { packBytes } from '../format/write-pack.js';
import { folderPrefix } from './abandoned-packs.js';
import { buildPack } from './build-pack.js';
import type { BuiltPack } from './build-pack.js';
import type { PackProgress, PackRequest } from './pack-request.js';
import { PackStream } from './pack-stream.js';

/** Packs that one process makes at a time; each of them reads the whole ledger. */
export const PACKS_AT_ONCE_MAX = 2;
export const PACKS_WAITING_MAX = 20;
const GENERATOR = `edict ${VERSION}`;

/** What lies in the folder is evidence, and may be personal. */
const PRIVATE = 0o700;

export interface PackerOptions {
  /** Opens the personal values that events commit to. */
  readonly personalKey: PersonalKey;
  /** Where packs are made, each in a folder of its own that is gone once it was read. */
  readonly folder: string;
}

export interface MadePack {
  readonly question: PackQuestion;
  /** Events that its checkpoint covers. */
  readonly covered: number;
  /** Events that it has. */
  readonly events: number;
  /** Whoever does not read it to the end destroys it. */
  readonly bytes: Readable;
}

/** The folder of a data directory in which packs are made. */
export function packingFolder(dataDir: string): string {
  return join(dataDir, 'packing');
}

/** Makes evidence packs. */
export class Packer {
  private readonly turns = new Turns(PACKS_AT_ONCE_MAX, PACKS_WAITING_MAX);

  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'page'>,
    private readonly log: LedgerLog,
    private readonly options: PackerOptions,
  ) {}

  /**
   * Makes all of a pack, in a folder of its own, before its first byte is given out: what fails
   * until then leaves nothing behind, and a reader that is slow holds up nobody.
   * @throws CompanyNotInPack, NotSigned, UnknownCheckpoint, TooManyWaiting
   */
  async pack(
    request: PackRequest,
    onProgress: (progress: PackProgress) => void = () => undefined,
  ): Promise<MadePack> {
    await this.refuseUnknown(request);
    await this.awaitCheckpoint(Math.max(request.position, request.since ?? 0));
    return this.turns.take(async () => {
      const folder = await this.newFolder();
      try {
        const { entries, about } = await this.build(request, folder, onProgress);
        const bytes = new PackStream(packBytes(entries, about), folder);
        const { question, covered, counts } = about;
        return { question, covered, events: counts.events, bytes };
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    });
  }

  private async newFolder(): Promise<string> {
    const { folder } = this.options;
    await mkdir(folder, { recursive: true, mode: PRIVATE });
    return mkdtemp(join(folder, folderPrefix()));
  }

  /** Before anybody waits for a checkpoint. */
  private async refuseUnknown({ company, position }: PackRequest): Promise<void> {
    if (company === undefined) return;
    const subjects = [`companies/${company}`];
    if (!isId(company)) throw new CompanyNotInPack(company);
    const events = await this.ledger.page({ subjects, before: position + 1 }, 1);
    if (events.length === 0) throw new CompanyNotInPack(company);
  }

  private async awaitCheckpoint(position: number): Promise<void> {
    if (await this.log.covers(position, CHECKPOINT_WAIT_MS)) return;
    const { size } = await this.log.state();
    throw new NotSigned(position, size);
  }

  private build(
    request: PackRequest,
    folder: string,
    onProgress: (progress: PackProgress) => void,
  ): Promise<BuiltPack> {
    const { personalKey } = this.options;
    const shop = { folder, personalKey, generator: GENERATOR, onProgress };
    return inLedgerSnapshot(this.pool, (snapshot, client) =>
      buildPack(request, { ...shop, snapshot, client }),
    );
  }
}
