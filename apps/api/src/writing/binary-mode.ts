import type { IncomingHttpHeaders } from 'node:http';
import type { JsonValue } from '#libs/ledger';
import type { InputError } from '../problems/problem.js';
import { Problem } from '../problems/problem.js';

const PREFIX = 'ce-';

/** CloudEvents HTTP binding 1.0.2, 3.1: attributes in headers, data in the body. */
export function isBinaryMode(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name.startsWith(PREFIX));
}

/**
 * The event of a request in binary mode, in the form that it has in JSON.
 * @throws Problem `invalid-header` naming every header that cannot be decoded
 */
export function eventOfHeaders(headers: IncomingHttpHeaders, data: JsonValue): JsonValue {
  const errors: InputError[] = [];
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(PREFIX)) continue;
    const decoded = decode([value ?? ''].flat().join(','));
    if (decoded === undefined) errors.push(undecodable(name));
    else attributes[name.slice(PREFIX.length)] = decoded;
  }
  if (errors.length > 0) {
    throw new Problem('invalid-header', errors.map(({ message }) => message).join(' '), { errors });
  }
  return { ...attributes, ...contentType(headers), data };
}

function contentType(headers: IncomingHttpHeaders): { datacontenttype?: string } {
  const type = headers['content-type'];
  return type === undefined ? {} : { datacontenttype: type };
}

/** 3.1.3.2: unquoted, then percent-decoded once as UTF-8; raw bytes beyond ASCII are refused. */
function decode(value: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value);
  const plain = quoted?.[1]?.replace(/\\(.)/g, '$1') ?? value;
  if (!/^[\x20-\x7e]*$/.test(plain)) return undefined;
  try {
    // A percent sign that begins no escape stands for itself.
    return decodeURIComponent(plain.replace(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    return undefined;
  }
}

function undecodable(name: string): InputError {
  const message = `The header ${name} is not printable ASCII with percent-encoded UTF-8.`;
  return { pointer: `/headers/${name}`, code: 'invalid-value', message };
}
