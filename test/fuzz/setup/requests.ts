import fc from 'fast-check';
import type { FuzzedBody } from './bodies.js';
import { bodiesOf, documentedBodies } from './bodies.js';
import type { DocumentedParameter, Operation } from './document.js';
import { HOSTILE, knownWords } from './known-words.js';
import type { SchemaValues } from './values-of-schema.js';

export interface FuzzedRequest {
  readonly method: string;
  /** With its query, as it is sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: FuzzedBody;
}

/** Beyond the head a question waits five seconds, which is promised and tested elsewhere. */
const POSITION_MAX = 8;
/** Bytes that are no text, as nobody's URL library would write them. */
const RAW = fc.constantFrom(
  '%',
  '%zz',
  '%00',
  '%ff',
  '%c0%80',
  '%ed%a0%80',
  '%f4%90%80%80',
  '%2e%2e',
);
/** Half of a pair, which no URL can hold. */
const LONE = /\p{Surrogate}/gu;
const HEADER_VALUES = fc.stringMatching(/^[\x21-\x7e]{1,20}$/);

/** Requests of one operation: half of them as the document says, half wrong in any place. */
export function requestsOf(
  operation: Operation,
  values: SchemaValues,
): fc.Arbitrary<FuzzedRequest> {
  return fc.oneof(asDocumented(operation, values), anyRequests(operation, values));
}

function anyRequests(operation: Operation, values: SchemaValues): fc.Arbitrary<FuzzedRequest> {
  return requests({
    method: operation.method,
    path: pathOf(operation, values),
    query: queryOf(operation, values),
    headers: headersOf(operation),
    body: bodyOf(operation, values),
  });
}

/** Every parameter that is given is as its schema says, and mostly known. */
function asDocumented(operation: Operation, values: SchemaValues): fc.Arbitrary<FuzzedRequest> {
  const { method, path, parameters, bodies } = operation;
  const [inPath, inQuery] = (['path', 'query'] as const).map((place) =>
    parameters.filter((one) => one.in === place),
  );
  const parts = (inPath ?? []).map((one) =>
    allowed(one, values).map((text) => (one.name === 'path' ? text : encoded(text))),
  );
  const pairs = (inQuery ?? []).map((one) => {
    const given = allowed(one, values).map((text) => [`${one.name}=${encoded(text)}`]);
    if (one.required === true) return given;
    const absent = { weight: 4, arbitrary: fc.constant<string[]>([]) };
    return one.name === 'cursor' ? absent.arbitrary : fc.oneof(absent, given);
  });
  const kinds = Object.entries(bodies).map(([type, { schema = {} }]) =>
    documentedBodies(type, schema, values),
  );
  return requests({
    method,
    path: fc.tuple(...parts).map((given) => filledIn(path, given)),
    query: fc.tuple(...pairs).map((all) => all.flat().join('&')),
    headers: fc.record(
      { 'accept-language': fc.constantFrom('zh', 'en'), accept: fc.constant('*/*') },
      { requiredKeys: [] },
    ),
    body: kinds.length === 0 ? fc.constant(undefined) : fc.oneof(...kinds),
  });
}

function allowed(one: DocumentedParameter, values: SchemaValues): fc.Arbitrary<string> {
  const { name, schema } = one;
  if (schema.enum !== undefined || schema.type !== 'string') return fromSchema(one, values);
  return knownWords(name) ?? fromSchema(one, values);
}

interface Made {
  readonly method: string;
  readonly path: fc.Arbitrary<string>;
  readonly query: fc.Arbitrary<string>;
  readonly headers: fc.Arbitrary<Readonly<Record<string, string>>>;
  readonly body: fc.Arbitrary<FuzzedBody | undefined>;
}

function requests({ method, ...made }: Made): fc.Arbitrary<FuzzedRequest> {
  return fc.record(made).map(({ path, query, headers, body }) => ({
    method,
    path: query === '' ? path : `${path}?${query}`,
    headers,
    ...(body === undefined ? {} : { body }),
  }));
}

function filledIn(path: string, given: readonly string[]): string {
  return given.reduce((whole, one) => whole.replace(/\{[^}]+\}/, () => one), path);
}

function pathOf({ path, parameters }: Operation, values: SchemaValues): fc.Arbitrary<string> {
  const parts = parameters
    .filter((one) => one.in === 'path')
    .map((one) => {
      const known = knownWords(one.name) ?? fc.constant('x');
      const isWhole = one.name === 'path';
      const write = (text: string) => (isWhole ? text : encoded(text));
      return fc.oneof(
        { weight: 6, arbitrary: known.map(write) },
        { weight: 3, arbitrary: texts(one, values).map(encoded) },
        { weight: 1, arbitrary: RAW },
      );
    });
  return fc.tuple(...parts).map((given) => filledIn(path, given));
}

function queryOf({ parameters }: Operation, values: SchemaValues): fc.Arbitrary<string> {
  const given = parameters
    .filter((one) => one.in === 'query')
    .map((one) => {
      const often = one.required === true ? 9 : 1;
      const rarely = one.required === true ? 1 : 3;
      return fc.oneof(
        { weight: rarely, arbitrary: fc.constant<string[]>([]) },
        { weight: often, arbitrary: pairs(one, values) },
      );
    });
  const strange = fc.constantFrom(
    'colour=red',
    '__proto__=1',
    'a[b]=c',
    '=',
    '&&',
    'limit',
    '%zz=%',
    'constructor=',
  );
  const extra = fc.oneof(
    { weight: 9, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: strange.map((one) => [one]) },
  );
  return fc.tuple(...given, extra).map((all) => all.flat().join('&'));
}

function pairs(one: DocumentedParameter, values: SchemaValues): fc.Arbitrary<readonly string[]> {
  const name = encodeURIComponent(one.name);
  const text = fc.oneof(
    { weight: 9, arbitrary: texts(one, values).map(encoded) },
    { weight: 1, arbitrary: RAW },
  );
  return fc.oneof(
    { weight: 8, arbitrary: text.map((value) => [`${name}=${value}`]) },
    {
      weight: 1,
      arbitrary: fc
        .array(text, { maxLength: 3 })
        .map((all) => all.map((value) => `${name}=${value}`)),
    },
    { weight: 1, arbitrary: fc.constant([name]) },
  );
}

/** What stands for a parameter: mostly what its schema allows. */
function texts(one: DocumentedParameter, values: SchemaValues): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: knownWords(one.name) ?? fromSchema(one, values) },
    { weight: 2, arbitrary: fromSchema(one, values) },
    { weight: 2, arbitrary: HOSTILE },
  );
}

function fromSchema({ name, schema }: DocumentedParameter, values: SchemaValues) {
  return values.of(schema.type === 'array' ? (schema.items ?? {}) : schema, name).map(String);
}

function headersOf({ responses }: Operation): fc.Arbitrary<Record<string, string>> {
  const offered = Object.values(responses).flatMap(({ content = {} }) => Object.keys(content));
  const accept = fc.constantFrom(
    ...offered,
    '*/*',
    'text/*;q=0.5',
    'image/png',
    ';',
    'a/b;q=x',
    '',
  );
  const position = fc.oneof(
    fc.nat({ max: POSITION_MAX }).map(String),
    fc.constantFrom('-1', '1e3', 'x', '01', '9007199254740993'),
  );
  const some = fc.record(
    {
      accept,
      'accept-language': fc.constantFrom('zh', 'en', 'fr', '*', 'zh-CN;q=0,en', ';;'),
      'edict-min-position': position,
      'last-event-id': position,
      'if-none-match': fc.oneof(fc.constantFrom('*', '""', 'W/"x"'), HEADER_VALUES),
      'ce-id': HEADER_VALUES,
      'ce-type': HEADER_VALUES,
      range: fc.constantFrom('bytes=0-1', 'bytes=-'),
    },
    { requiredKeys: [] },
  );
  return fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: some });
}

function bodyOf({ bodies }: Operation, values: SchemaValues): fc.Arbitrary<FuzzedBody | undefined> {
  const kinds = Object.entries(bodies).map(([type, { schema = {} }]) =>
    bodiesOf(type, schema, values),
  );
  const none = fc.constant(undefined);
  if (kinds.length === 0) return none;
  return fc.oneof({ weight: 12, arbitrary: fc.oneof(...kinds) }, { weight: 1, arbitrary: none });
}

function encoded(text: string): string {
  return encodeURIComponent(text.replace(LONE, '\ufffd'));
}
