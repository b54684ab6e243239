import type { Role } from './roles.js';

/** Who acts, and what the credential lets them do. */
export interface Identity {
  /** As it stands in recorded events: `key:<id>`, or `oidc:<subject>` of a token. */
  readonly actor: string;
  /** Absent where no key was shown. */
  readonly keyId?: string;
  /** Of the session of a browser; absent where the key itself was shown. */
  readonly sessionId?: string;
  readonly roles: readonly Role[];
  /** Ids of the companies that the credential reaches; absent where it reaches all. */
  readonly companies?: readonly string[];
  /** Valid time that may be asked about; absent where any may. */
  readonly period?: Period;
}

/** From an instant, and up to but without another. */
export interface Period {
  readonly from?: Date;
  readonly to?: Date;
}
