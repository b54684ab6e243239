import type { Identity, Period } from '../identity.js';
import type { Role } from '../roles.js';

/** What a key gives to whoever has it. */
export interface KeyGrant {
  /** For people: whose it is and what for. */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly companies?: readonly string[];
  readonly period?: Period;
  readonly usableFrom?: Date;
  readonly expiresAt?: Date;
}

export interface StoredKey extends KeyGrant {
  readonly id: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt?: Date;
}

export interface NewKey extends StoredKey {
  /** The whole key. Shown now and never again. */
  readonly key: string;
}

/** What of a stored key concerns a request. */
export interface ReachColumns {
  readonly roles: readonly Role[];
  readonly companies: readonly string[] | null;
  readonly periodFrom: Date | null;
  readonly periodTo: Date | null;
}

export interface KeyColumns extends ReachColumns {
  readonly id: string;
  readonly name: string;
  readonly usableFrom: Date | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt: Date | null;
}

export function identityOf(keyId: string, columns: ReachColumns): Identity {
  return { actor: `key:${keyId}`, keyId, ...reachOf(columns) };
}

export function storedKeyOf(columns: KeyColumns): StoredKey {
  const { id, name, usableFrom, expiresAt, createdAt, createdBy, lastUsedAt } = columns;
  return {
    id,
    name,
    ...reachOf(columns),
    ...(usableFrom && { usableFrom }),
    ...(expiresAt && { expiresAt }),
    createdAt,
    createdBy,
    ...(lastUsedAt && { lastUsedAt }),
  };
}

function reachOf({ roles, companies, periodFrom: from, periodTo: to }: ReachColumns) {
  return {
    roles,
    ...(companies && { companies }),
    ...((from ?? to) && { period: { ...(from && { from }), ...(to && { to }) } }),
  };
}
