import { isId, parseSubject } from '../subject/subject.js';

/** What of an event says whom its stream concerns. */
export interface Speaking {
  readonly subject: string;
  readonly data: object;
}

/** The companies and systems that an event names, by their ids. */
export interface Named {
  readonly companies: readonly string[];
  readonly systems: readonly string[];
}

/** Where data stand inside data: what a correction puts in place, and what a change changes. */
const INNER = ['data', 'changes'] as const;

/**
 * The companies and systems that an event is about, read from its bytes alone: in the data of every
 * type, in what a correction puts in place of them (also one of a correction), and in the changes of
 * a filing. What is no id names nobody.
 */
export function namedIn({ subject, data }: Speaking): Named {
  const stream = parseSubject(subject);
  const own = stream?.kind === 'companies' ? [stream.id] : [];
  const said = saidIn(data);
  return {
    companies: [...own, ...said.flatMap(({ company }) => idsIn(company))],
    systems: said.flatMap(({ system, systems }) => [...idsIn(system), ...idsIn(systems)]),
  };
}

type Said = Readonly<Record<string, unknown>>;

function saidIn(value: unknown): readonly Said[] {
  if (!isSaid(value)) return [];
  return [value, ...INNER.flatMap((field) => saidIn(value[field]))];
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idsIn(value: unknown): readonly string[] {
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  return members.filter((member) => typeof member === 'string').filter(isId);
}
