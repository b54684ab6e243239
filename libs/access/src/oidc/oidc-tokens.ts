import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import type { Identity } from '../identity.js';
import { identityIn } from './claims.js';
import { jwksUriOf } from './discovery.js';

export interface OidcSettings {
  readonly issuer: string;
  /** What the token must be meant for. */
  readonly audience: string;
}

/** Asymmetric algorithms only, so that no public key is ever taken for a secret. */
export const OIDC_ALGORITHMS = ['EdDSA', 'ES256', 'RS256'] as const;
/** An unknown key, or a provider that does not answer, is asked for at most this often. */
export const PROVIDER_ASKED_EVERY_MS = 30_000;
export const PROVIDER_KEYS_KEPT_MS = 10 * 60_000;
export const PROVIDER_TIMEOUT_MS = 3_000;

const COMPACT_JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Access tokens of an OpenID provider. */
export class OidcTokens {
  #keys: JWTVerifyGetKey | undefined;
  /** What the provider is being asked, or said last. */
  #asked: Promise<JWTVerifyGetKey | undefined> = Promise.resolve(undefined);
  #askedAt = -Infinity;

  constructor(private readonly settings: OidcSettings | undefined) {}

  /**
   * Who the token says acts, or undefined for one that is no such token, was not signed by the
   * provider, is not meant for this server or not valid now; and as long as the provider's keys are
   * not known and it does not answer.
   */
  async authenticate(bearer: string): Promise<Identity | undefined> {
    if (this.settings === undefined || !COMPACT_JWT.test(bearer)) return undefined;
    const { issuer, audience } = this.settings;
    const keys = await this.keysOf(issuer);
    if (keys === undefined) return undefined;
    const options = { issuer, audience, algorithms: [...OIDC_ALGORITHMS], requiredClaims: NEEDED };
    const verified = await jwtVerify(bearer, keys, options).catch(() => undefined);
    return verified && identityIn(verified.payload);
  }

  /** Requests that come at once wait for the same answer of the provider. */
  private async keysOf(issuer: string): Promise<JWTVerifyGetKey | undefined> {
    if (this.#keys !== undefined) return this.#keys;
    const now = performance.now();
    if (now - this.#askedAt >= PROVIDER_ASKED_EVERY_MS) {
      this.#askedAt = now;
      this.#asked = askedFor(issuer);
    }
    this.#keys = await this.#asked;
    return this.#keys;
  }
}

async function askedFor(issuer: string): Promise<JWTVerifyGetKey | undefined> {
  const uri = await jwksUriOf(issuer, PROVIDER_TIMEOUT_MS);
  if (uri === undefined) return undefined;
  return createRemoteJWKSet(uri, {
    cooldownDuration: PROVIDER_ASKED_EVERY_MS,
    cacheMaxAge: PROVIDER_KEYS_KEPT_MS,
    timeoutDuration: PROVIDER_TIMEOUT_MS,
  });
}

const NEEDED = ['exp', 'sub'];
