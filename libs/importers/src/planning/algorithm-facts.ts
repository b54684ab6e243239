import type { JsonObject } from '#libs/ledger';
import { comparable } from '../filings/written-text.js';
import type { KnownStream } from './known-stream.js';
import { isJsonObject, textOf, textsOf } from './statement.js';
import type { Statement } from './statement.js';

const FIELDS = ['name', 'category', 'role', 'products'] as const;

/** What a list says of an algorithm itself. The two series say different things of it. */
export type AlgorithmFacts = { readonly [Field in (typeof FIELDS)[number]]?: string };

/** The facts known at an instant, changes applied. */
export function factsAt(stream: KnownStream, instant: number): AlgorithmFacts {
  return stream.statements
    .filter(({ time }) => Date.parse(time) <= instant)
    .reduce<AlgorithmFacts>((facts, event) => ({ ...facts, ...factsOf(event) }), {});
}

export function factsOf({ type, data }: Statement): AlgorithmFacts {
  if (type === 'algorithm.registered') return pick(data);
  const { changes } = data;
  return type === 'algorithm.changed' && isJsonObject(changes) ? pick(changes) : {};
}

/** The systems linked at an instant. */
export function systemsAt(stream: KnownStream, instant: number): readonly string[] {
  const systems = new Set<string>();
  for (const { type, time, data } of stream.statements) {
    if (Date.parse(time) > instant) break;
    for (const system of textsOf(data, 'systems')) systems.add(system);
    const system = textOf(data, 'system') ?? '';
    if (type === 'algorithm.linked') systems.add(system);
    if (type === 'algorithm.unlinked') systems.delete(system);
  }
  return [...systems];
}

/** Those of the facts that differ from what is known, however either is spelt. */
export function difference(facts: AlgorithmFacts, known: AlgorithmFacts): AlgorithmFacts {
  return chosen((field) => {
    const said = facts[field];
    const isNew = said !== undefined && comparable(said) !== comparable(known[field] ?? '');
    return isNew ? said : undefined;
  });
}

/** The facts in the spelling that digests are made of. */
export function comparableFacts(facts: AlgorithmFacts): AlgorithmFacts {
  return chosen((field) => facts[field] && comparable(facts[field]));
}

function pick(data: JsonObject): AlgorithmFacts {
  return chosen((field) => textOf(data, field));
}

function chosen(choose: (field: (typeof FIELDS)[number]) => string | undefined): AlgorithmFacts {
  const entries = FIELDS.map((field) => [field, choose(field)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value));
}
