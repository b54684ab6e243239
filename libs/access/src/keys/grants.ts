import type { Ledger, NewEvent } from '#libs/ledger';
import { newApiKey } from './api-key.js';
import type { ApiKeys } from './api-keys.js';
import { keyGranted, keyRevoked } from './key-events.js';
import type { KeyGrant, NewKey } from './key-grant.js';

/**
 * Gives and takes keys. That somebody gets or loses the right to make keys is recorded on the
 * ledger before it takes effect; if anything fails in between, a key was announced that nobody has.
 */
export class Grants {
  constructor(
    private readonly keys: ApiKeys,
    private readonly ledger: Pick<Ledger, 'append'>,
  ) {}

  /** Absent where there are as many keys as there may be. */
  async give(grant: KeyGrant, by: string): Promise<NewKey | undefined> {
    if (!(await this.keys.haveRoom())) return undefined;
    const key = newApiKey();
    if (isAdmin(grant)) await this.record(keyGranted(key.id, grant, by, now()));
    return this.keys.store(key, grant, by);
  }

  /** Whether there was such a key. */
  async take(id: string, by: string): Promise<boolean> {
    const found = await this.keys.find(id);
    if (found === undefined) return false;
    if (isAdmin(found)) await this.record(keyRevoked(id, by, now()));
    return this.keys.revoke(id);
  }

  private async record(event: NewEvent): Promise<void> {
    const { outcome } = await this.ledger.append({ proposals: [{ event }] });
    // Reused: another process revokes it at this moment, or was cut short before.
    if (outcome !== 'recorded' && outcome !== 'id-reused')
      throw new Error(`Not recorded: ${outcome}`);
  }
}

function isAdmin({ roles }: Pick<KeyGrant, 'roles'>): boolean {
  return roles.includes('admin');
}

function now(): string {
  return new Date().toISOString();
}
