import { Inject, Injectable } from '@nestjs/common';
import { reachingEverything, readReplica, replicaMayAnswer } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';

/** How far the replica that answers in place of the primary is behind it. */
@Injectable()
export class ReplicaLag {
  /** Whether there should be one. */
  readonly isExpected: boolean;

  constructor(
    private readonly ledger: Ledger,
    @Inject(CONFIG) { readDatabaseUrl }: Config,
  ) {
    this.isExpected = readDatabaseUrl !== undefined;
  }

  /** In events; absent while the replica is away. */
  events(): Promise<number | undefined> {
    return reachingEverything(async () => {
      const { position: newest } = await this.ledger.head();
      readReplica();
      const { position } = await this.ledger.head();
      return replicaMayAnswer() ? newest - position : undefined;
    });
  }
}
