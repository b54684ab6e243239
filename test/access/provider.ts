import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { Provider } from 'oidc-provider';

export const AUDIENCE = 'https://edict.example';
/** What jose does not know of itself, so that it can be signed all the same. */
const SPEC_CRIT = { crit: { spec: true } };
const CLIENT = 'desk';
const SECRET = 'a-secret-of-specs-only';

/** An OpenID provider of others' code on this machine, which gives tokens to a program. */
export class SpecProvider {
  private constructor(
    readonly issuer: string,
    private readonly server: Server,
    /** The private key with which it signs. */
    readonly key: CryptoKey,
    readonly kid: string,
    private claims: JWTPayload,
  ) {}

  static async start(claims: JWTPayload): Promise<SpecProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const kid = 'spec';
    const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
    const started = new SpecProvider(issuer, server, privateKey, kid, claims);
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT,
          client_secret: SECRET,
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [jwk] },
      cookies: { keys: [SECRET] },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => ({
            scope: '',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
      },
      extraTokenClaims: () => started.claims,
    });
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
    return started;
  }

  /** A token as the provider itself gives it. */
  async token(claims: JWTPayload = this.claims): Promise<string> {
    this.claims = claims;
    const response = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${CLIENT}:${SECRET}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE }),
    });
    const given = (await response.json()) as { readonly access_token?: string };
    if (given.access_token === undefined) throw new Error(JSON.stringify(given));
    return given.access_token;
  }

  /** A token that the provider's own key signed, with claims that it would not give. */
  async signed(
    claims: Readonly<Record<string, unknown>>,
    more: {
      readonly key?: CryptoKey | Uint8Array;
      readonly alg?: string;
      readonly header?: Readonly<Record<string, unknown>>;
    } = {},
  ): Promise<string> {
    const { key = this.key, alg = 'ES256', header = {} } = more;
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.issuer, aud: AUDIENCE, sub: 'somebody', iat: now, exp: now + 60 };
    const payload = { ...usual, edict_roles: ['reader'], ...claims };
    const protectedHeader = { alg, kid: this.kid, ...header };
    return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(key, SPEC_CRIT);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
