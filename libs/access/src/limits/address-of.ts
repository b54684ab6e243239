import ipaddr from 'ipaddr.js';

/** Of IPv6 whoever has one address has a whole network of 64 bits to ask from. */
const NETWORK_PARTS = 4;

/** Under which name the requests of an address are counted. */
export function addressOf(address: string): string {
  if (!ipaddr.isValid(address)) return `address:${address}`;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return `address:${parsed.toString()}`;
  const network = parsed.parts.slice(0, NETWORK_PARTS).map((part) => part.toString(16));
  return `address:${network.join(':')}::/64`;
}
