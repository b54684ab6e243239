/**
 * Where the keys of a provider are, as it says itself (OpenID Connect Discovery 1.0, 4); undefined
 * where it does not answer, or answers for another issuer.
 */
export async function jwksUriOf(issuer: string, timeoutMs: number): Promise<URL | undefined> {
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const said = response.ok ? await response.json() : undefined;
    return isOf(issuer, said) ? new URL(said.jwks_uri) : undefined;
  } catch {
    // It cannot be reached or says nothing that can be read: it is asked again later.
    return undefined;
  }
}

function isOf(issuer: string, said: unknown): said is { readonly jwks_uri: string } {
  if (typeof said !== 'object' || said === null) return false;
  if (!('issuer' in said) || said.issuer !== issuer) return false;
  return 'jwks_uri' in said && typeof said.jwks_uri === 'string';
}
