import fc from 'fast-check';
import { STORY } from '../../api/setup/filing-duty.js';
import type { Schema } from './document.js';
import type { SchemaValues } from './values-of-schema.js';

export interface FuzzedBody {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const BOUNDARY = 'fuzzed-part';
const MULTIPART = 'multipart/form-data';

/** Bodies of a media type: as they should be, with something wrong in them, and rubbish. */
export function bodiesOf(type: string, schema: Schema, values: SchemaValues) {
  const rubbish = fc.uint8Array({ maxLength: 200 });
  if (type === MULTIPART) return fc.oneof(uploads(), made(`${type}; boundary=x`, rubbish));
  const bytes = bytesOf(type, schema, values);
  return fc.oneof(
    { weight: 4, arbitrary: made(type, bytes) },
    { weight: 2, arbitrary: made(type, bytes.chain(damaged)) },
    { weight: 1, arbitrary: made(type, rubbish) },
    { weight: 1, arbitrary: made('text/plain', bytes) },
  );
}

/** Bodies as the document says. */
export function documentedBodies(type: string, schema: Schema, values: SchemaValues) {
  if (type === MULTIPART) return uploads();
  if (!type.endsWith('json') || type.endsWith('ndjson'))
    return made(type, bytesOf(type, schema, values));
  return made(
    type,
    values.of(schema).map((one) => Buffer.from(JSON.stringify(one))),
  );
}

function bytesOf(type: string, schema: Schema, values: SchemaValues): fc.Arbitrary<Uint8Array> {
  if (type === 'application/octet-stream') return fc.uint8Array({ maxLength: 100 });
  if (type === 'application/x-ndjson') return lines();
  const value = values.of(schema);
  return fc
    .oneof({ weight: 2, arbitrary: value }, { weight: 1, arbitrary: value.chain(changed) })
    .map((one) => Buffer.from(JSON.stringify(one)));
}

function lines(): fc.Arbitrary<Uint8Array> {
  const line = fc.oneof(
    fc.constantFrom<object[]>(...STORY).map((one) => JSON.stringify(one)),
    fc
      .constantFrom<object[]>(...STORY)
      .chain(changed)
      .map((one) => JSON.stringify(one)),
    fc.constantFrom('', ' ', '{}', '[]', '{"a":1,"a":2}', 'null', '"', '\ufeff{}'),
    fc.string({ unit: 'binary' }),
  );
  return fc.array(line, { maxLength: 5 }).map((all) => Buffer.from(all.join('\n')));
}

/** A value in which one place is another value, is gone, or has something beside it. */
export function changed(value: unknown): fc.Arbitrary<unknown> {
  const other = fc.oneof(
    fc.constantFrom<unknown[]>(null, '', [], {}, true, -1, 1.5, 2 ** 53, '\0', '\ud800', '../x'),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'add'), other).map((change) => {
    const [place, how, instead] = change;
    const text = JSON.stringify(value);
    const copy: unknown = JSON.parse(text);
    const places = placesIn(copy);
    const chosen = places[place % Math.max(places.length, 1)];
    if (chosen === undefined) return instead;
    const { holder, key } = chosen;
    if (how === 'remove') Reflect.deleteProperty(holder, key);
    else Reflect.set(holder, how === 'add' ? `${key}x` : key, instead);
    return copy;
  });
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { holder: value, key },
    ...placesIn(inner),
  ]);
}

/** The same bytes with one changed, cut off, doubled or preceded by a mark. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: Math.max(bytes.length - 1, 0) });
  return fc.oneof(
    fc.tuple(place, fc.nat({ max: 255 })).map(([at, byte]) => {
      const copy = Uint8Array.from(bytes);
      copy[at] = byte;
      return copy;
    }),
    place.map((at) => bytes.subarray(0, at)),
    place.map((at) => Buffer.concat([bytes.subarray(0, at), bytes])),
    fc.constant(Buffer.concat([Buffer.from('\ufeff'), bytes])),
  );
}

function uploads(): fc.Arbitrary<FuzzedBody> {
  const names = fc.constantFrom('a.csv', 'a.ndjson', 'a.json', 'a.docx', 'a.yaml', 'a', '', '../a');
  const contents = fc.oneof(
    lines(),
    fc
      .constantFrom(
        'type,subject,time\ncompany.registered,companies/x,2026-01-01\n',
        'a,b\n"',
        'PK',
      )
      .map((one) => Buffer.from(one)),
    fc
      .constantFrom('edict: 1\n', 'a: &a [*a]\n', '- ? {}\n', 'a: !!js/function x\n')
      .map((one) => Buffer.from(one)),
    fc.uint8Array({ maxLength: 200 }),
  );
  const fields = fc.constantFrom('file', 'other', '__proto__');
  return fc.tuple(names, contents, fields, fc.boolean()).map(([name, content, field, whole]) => {
    const head =
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n';
    const end = whole ? `\r\n--${BOUNDARY}--\r\n` : '';
    const bytes = Buffer.concat([Buffer.from(head), content, Buffer.from(end)]);
    return { type: `${MULTIPART}; boundary=${BOUNDARY}`, bytes };
  });
}

function made(type: string, bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<FuzzedBody> {
  return bytes.map((one) => ({ type, bytes: one }));
}
