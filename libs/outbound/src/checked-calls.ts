import { lookup } from 'node:dns/promises';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { isHostAllowed, isInNetworks, isPublic } from './allowed-calls.js';
import type { AllowedCalls } from './allowed-calls.js';

/** The settings do not allow a call. */
export class CallNotAllowed extends Error {
  constructor(readonly reason: string) {
    super(`${reason}; EDICT_OUTBOUND_ALLOW says what may be called.`);
    this.name = 'CallNotAllowed';
  }
}

type Found = (error: Error | null, addresses: LookupAddress[] | string, family?: number) => void;

/** Looks names up once for a connection, and gives only addresses that may be called. */
export type CheckedLookup = (host: string, options: LookupOptions, found: Found) => void;

/**
 * What is wrong with an address before anything is looked up. A private network may be called by its
 * addresses, and by names only once they lead there.
 */
export function urlProblem(allowed: AllowedCalls, text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol))
    return 'is no https address';
  if (url.username !== '' || url.password !== '') return 'must not have a user or a password';
  if (url.hash !== '') return 'must not have a fragment';
  const host = hostOf(url);
  if (isIP(host) !== 0)
    return isAddressAllowed(allowed, url.protocol, host) ? undefined : NOT_ALLOWED;
  const mayLeadToNetwork = allowed.networks.length > 0;
  const isAllowedHost = url.protocol === 'https:' && isHostAllowed(allowed, host);
  return isAllowedHost || mayLeadToNetwork ? undefined : NOT_ALLOWED;
}

const NOT_ALLOWED = 'may not be called: EDICT_OUTBOUND_ALLOW does not name it';

/** @throws CallNotAllowed */
export function checkUrl(allowed: AllowedCalls, text: string): URL {
  const problem = urlProblem(allowed, text);
  if (problem !== undefined) throw new CallNotAllowed(`The address ${problem}`);
  return new URL(text);
}

/** For the connections of one protocol. */
export function checkedLookup(allowed: AllowedCalls, protocol: string): CheckedLookup {
  return (host, options, found) => {
    allowedAddresses(allowed, protocol, host).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) found(null, addresses);
        else found(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => {
        found(error instanceof Error ? error : new Error(String(error)), []);
      },
    );
  };
}

async function allowedAddresses(
  allowed: AllowedCalls,
  protocol: string,
  host: string,
): Promise<LookupAddress[]> {
  const addresses = await lookup(host, { all: true });
  const isNamed = isHostAllowed(allowed, host.toLowerCase());
  const good = addresses.filter(
    ({ address }) =>
      isInNetworks(allowed, address) || (isNamed && protocol === 'https:' && isPublic(address)),
  );
  if (good.length === 0) throw new CallNotAllowed(`No address of ${host} may be called`);
  return good;
}

function isAddressAllowed(allowed: AllowedCalls, protocol: string, address: string): boolean {
  if (isInNetworks(allowed, address)) return true;
  return protocol === 'https:' && isPublic(address) && isHostAllowed(allowed, address);
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase();
}
