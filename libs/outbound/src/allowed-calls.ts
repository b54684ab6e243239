import ipaddr from 'ipaddr.js';

/** One address of the network as the library reads it. */
type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * What may be called: hosts by their name, at public addresses and by https only; and networks,
 * whatever name leads there, also by http.
 */
export interface AllowedCalls {
  /** Names, or `*.` before one for all below it, or `*` for any. */
  readonly hosts: readonly string[];
  /** In CIDR form, e.g. `10.1.0.0/16`. */
  readonly networks: readonly string[];
}

const HOST = /^(\*|(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)$/;

/** Reads `hooks.example.org, *.example.com, 10.1.0.0/16`; undefined for what is neither. */
export function allowedCallsIn(text: string): AllowedCalls | undefined {
  const entries = text.split(',').map((entry) => entry.trim().toLowerCase());
  const networks = entries.filter((entry) => ipaddr.isValidCIDR(entry));
  const hosts = entries.filter((entry) => !ipaddr.isValidCIDR(entry));
  return hosts.every((host) => HOST.test(host)) ? { hosts, networks } : undefined;
}

/** What the settings allow, which have been checked; without a setting, nothing. */
export function allowedCallsOf(text: string | undefined): AllowedCalls {
  return (text === undefined ? undefined : allowedCallsIn(text)) ?? { hosts: [], networks: [] };
}

/** Whether calls to a host may begin; which addresses they may reach is seen once it is looked up. */
export function isHostAllowed({ hosts }: AllowedCalls, host: string): boolean {
  return hosts.some(
    (one) => one === '*' || one === host || (one.startsWith('*.') && host.endsWith(one.slice(1))),
  );
}

/** Whether an address is in a network that the settings name. */
export function isInNetworks({ networks }: AllowedCalls, address: string): boolean {
  const found = addressOf(address);
  return networks.some((network) => {
    const [range, bits] = ipaddr.parseCIDR(network);
    return found?.kind() === range.kind() && found.match(range, bits);
  });
}

/** Whether an address is one of the public network, also where it is wrapped into another. */
export function isPublic(address: string): boolean {
  return addressOf(address)?.range() === 'unicast';
}

/** An IPv4 address that is mapped into IPv6 is what it leads to. */
function addressOf(address: string): Address | undefined {
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}
