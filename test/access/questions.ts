import type { RouteRule } from '../api/setup/role-matrix.js';

interface DocumentedParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

interface DocumentedOperation {
  readonly parameters?: readonly DocumentedParameter[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

export interface RoutesDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

export interface Question {
  readonly path: string;
  readonly accept: string;
}

/** What stands for the parameters of addresses: one's own, and another's. */
const IDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/v1\/companies\/\{id\}/, ['bytedance', 'hidden-co']],
  [/^\/v1\/systems\/\{id\}/, ['seedance-2.0', 'hidden-video']],
  [/^\/v1\/instruments\/\{id\}/, ['cn-algo']],
  [/^\/v1\/obligations\/\{id\}/, ['cn-algo-24-1']],
];
/** Of these nothing is anybody's, or not of what the ledger tells. */
const OF_NOBODY = /^\/v1\/(?:schemas|import-templates|webhooks)\//;
/** What the other company's things are called, wherever they can be asked for. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['company', 'hidden-co'],
  ['system', 'hidden-video'],
  ['subject', 'systems/hidden-video'],
  ['obligation', 'cn-algo-24-1'],
  ['q', 'hidden'],
  ['owner', 'Hidden Person'],
  ['from', '2026-01-01'],
  ['to', '2026-06-01'],
]);
const LOG_ENDS: ReadonlyMap<string, string> = new Map([
  ['from', '1'],
  ['to', '2'],
]);
/** Those that are no text, and those that never end. */
const NOT_READ = /zip|event-stream/;

/** Every way to ask a route that only reads: in each form, and with each word about the other. */
export function questionsOf(
  { route }: RouteRule,
  { paths }: RoutesDocument,
  positions: readonly number[],
): readonly Question[] {
  const path = route.replace('GET ', '');
  const operation = paths[path]?.['get'];
  if (operation === undefined) throw new Error(`The document has no ${route}.`);
  const words = path.startsWith('/v1/log/') ? LOG_ENDS : WORDS;
  const asked = (operation.parameters ?? []).filter(
    (one) => one.in === 'query' && words.has(one.name),
  );
  const pair = ({ name }: DocumentedParameter) =>
    `${name}=${encodeURIComponent(words.get(name) ?? '')}`;
  const needed = asked.filter(({ required }) => required === true).map(pair);
  const queries = [needed, ...asked.map((one) => [...needed, pair(one)])].map((one) =>
    [...new Set(one)].join('&'),
  );
  const [first = 'application/json', ...others] = Object.keys(
    operation.responses['200']?.content ?? {},
  ).filter((type) => !NOT_READ.test(type));
  return addressesOf(path, positions).flatMap((address) => [
    ...[...new Set(queries)].map((query) => ({ path: `${address}?${query}`, accept: first })),
    ...others.map((accept) => ({ path: `${address}?${needed.join('&')}`, accept })),
  ]);
}

function addressesOf(path: string, positions: readonly number[]): readonly string[] {
  if (!path.includes('{')) return [path];
  if (OF_NOBODY.test(path)) return [];
  if (path.startsWith('/v1/events/{position}'))
    return positions.map((position) => path.replace('{position}', String(position)));
  const [, ids] = IDS.find(([pattern]) => pattern.test(path)) ?? [];
  if (ids === undefined) throw new Error(`Say in test/access/questions.ts whose ids ${path} has.`);
  return ids.map((id) => path.replace('{id}', id));
}
