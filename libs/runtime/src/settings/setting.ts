import { isIP } from 'node:net';

/** One setting, declared once: how it is read, what it means and what may stand there. */
export interface Setting<Value> {
  /** The environment variable. */
  readonly name: `EDICT_${string}`;
  /** As it would be written; absent where the setting may be absent. */
  readonly default?: string;
  readonly meaning: string;
  /** Said to whoever sets it wrongly. */
  readonly allowed: string;
  /** Never shown or logged. */
  readonly secret?: boolean;
  /** Undefined where the text is not allowed. */
  readonly parse: (text: string) => Value | undefined;
}

export function wholeNumber(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
  };
}

export function oneOf<const Word extends string>(
  words: readonly Word[],
): (text: string) => Word | undefined {
  return (text) => words.find((word) => word === text);
}

/** What can stand in an HTTP header as a bearer's credential. */
export function visibleAscii(least: number, most: number): (text: string) => string | undefined {
  return (text) =>
    /^[\x21-\x7e]+$/.test(text) && text.length >= least && text.length <= most ? text : undefined;
}

/** Words that stand in instructions for a secret that somebody still has to make. */
const STAND_IN = /^(?:change|replace|your|insert|todo)[-_ ]?(?:me|this|it|key|secret|here)/i;

/** As `visibleAscii`, but no stand-in. */
export function secretAscii(least: number, most: number): (text: string) => string | undefined {
  const read = visibleAscii(least, most);
  return (text) => (STAND_IN.test(text) ? undefined : read(text));
}

export function anyText(text: string): string | undefined {
  return text.trim() === '' ? undefined : text;
}

export function postgresUrl(text: string): string | undefined {
  return /^postgres(ql)?:\/\/./.test(text) ? text : undefined;
}

export function timeZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Plain http is for a provider on this machine only. */
export function issuerUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.search !== '' || url.hash !== '' || url.username !== '')
    return undefined;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere) ? text : undefined;
}

/** The origin at which browsers reach the server; plain http is for this machine only. */
export function publicOrigin(text: string): string | undefined {
  const url = issuerUrl(text);
  return url !== undefined && new URL(url).pathname === '/' ? new URL(url).origin : undefined;
}

/** A name or an address to listen on. */
export function host(text: string): string | undefined {
  return /^[\w.:-]+$/.test(text) ? text : undefined;
}

const HOST_NAME = /^(\*|(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)$/i;

/** Host names, each maybe below `*.`, and networks in CIDR form; the text as it is. */
export function outboundList(text: string): string | undefined {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.every((entry) => HOST_NAME.test(entry) || isNetwork(entry)) ? text : undefined;
}

function isNetwork(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  return version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most && more.length === 0;
}
