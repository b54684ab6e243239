import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { Anchors, Checkpointer, loadSigner } from '#libs/ledger';
import type { CheckpointerHealth, CheckpointRow, SignerSettings } from '#libs/ledger';
import { CONFIG, Health, LOGGER } from '#libs/runtime';
import type { Config, Logger } from '#libs/runtime';

/** The pool that acts as `edict_signer`, and the settings of the key: nobody else has either. */
export const SIGNING_POOL = Symbol('SigningPool');
export const SIGNER_SETTINGS = Symbol('SignerSettings');

/**
 * Signs checkpoints of the ledger. What was signed, and why it refuses, stands in the database, so
 * that other processes read it there.
 */
@Injectable()
export class Checkpoints implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #checkpointer: Checkpointer;

  constructor(
    @Inject(SIGNING_POOL) private readonly pool: pg.Pool,
    @Inject(SIGNER_SETTINGS) settings: SignerSettings,
    @Inject(CONFIG) { anchorDir }: Config,
    private readonly health: Health,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#checkpointer = new Checkpointer({
      pool,
      signer: (client) => loadSigner(settings, client),
      ...(anchorDir !== undefined && { onPublished: this.#anchoring(new Anchors(anchorDir)) }),
      onHealth: (health) => {
        this.#note(health);
      },
      onSigned: ({ size }) => {
        logger.debug({ size }, 'A checkpoint was signed.');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#checkpointer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#checkpointer.stop();
    await this.pool.end();
  }

  /** One that could not be kept there is covered by the next. */
  #anchoring(anchors: Anchors): (checkpoint: CheckpointRow) => Promise<void> {
    return async ({ note, size }) => {
      try {
        await anchors.write(note, new Date());
      } catch (error) {
        this.logger.error({ err: error, size }, 'A checkpoint could not be anchored.');
      }
    };
  }

  #note(health: CheckpointerHealth): void {
    this.health.add('checkpoints', () => health);
    const line = `Checkpoints: ${health.detail}`;
    if (health.status === 'ok') this.logger.info(line);
    else this.logger.error(line);
  }
}
