import { parseCanonical } from './canonical-json.js';
import { MalformedPack } from './malformed-pack.js';
import { StrictFields } from './strict-fields.js';

const WHAT = 'a personal text';

/** A personal text that an event only commits to, and the salt that shows it. */
export interface PackedPersonal {
  /** Of the event. */
  readonly position: number;
  /** JSON pointer into its data; the name that the commitment is over. */
  readonly field: string;
  /** 32 bytes in base64url. */
  readonly salt: string;
  readonly value: string;
}

/** @throws MalformedPack for anything but a line of canonical JSON with these fields */
export function parsePersonal(bytes: Buffer): PackedPersonal {
  const value = parseCanonical(bytes, WHAT);
  const fields = StrictFields.of(value, WHAT);
  if (Object.keys(value as object).join() !== 'field,position,salt,value') {
    throw new MalformedPack(`${WHAT} has other fields than it must have`);
  }
  return {
    position: fields.count('position'),
    field: fields.text('field'),
    salt: fields.text('salt'),
    value: fields.text('value'),
  };
}
