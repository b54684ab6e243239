import type { JsonObject } from '#libs/ledger';
import type { Filing } from '../filings/filing.js';
import { comparable } from '../filings/written-text.js';
import { comparableFacts, difference, factsAt, factsOf, systemsAt } from './algorithm-facts.js';
import type { AlgorithmFacts } from './algorithm-facts.js';
import { movedEarlier, occasionOf } from './correction.js';
import { digestOf } from './digest.js';
import type { KnownStream } from './known-stream.js';
import { stated, textsOf } from './statement.js';
import type { Occasion, Statement } from './statement.js';

export interface ListedAlgorithm {
  readonly source: string;
  readonly filing: Filing;
  /** The company's id. */
  readonly company: string;
  /** The ids of the systems that the filing names. */
  readonly systems: readonly string[];
  /** The list's own title. */
  readonly list: string;
}

/** What a list adds to the record of an algorithm. The stream learns it at once. */
export function planAlgorithm(
  stream: KnownStream,
  algorithm: ListedAlgorithm,
  listed: Occasion,
  remarked: Occasion,
): readonly Statement[] {
  const { remark } = algorithm.filing;
  const facts = listedFacts(algorithm.filing);
  const first = stream.introduction
    ? planFacts(stream, algorithm, facts, listed)
    : stream.learn(registration(stream, algorithm, facts, listed));
  if (remark.text === '' || remark.isCancelled || remark.isOnlyCompanyRenaming) return first;
  return [...first, ...stream.learn(remarkedChange(stream, algorithm, remarked))];
}

/** What is new in that these were its facts at this time. */
function planFacts(
  stream: KnownStream,
  algorithm: ListedAlgorithm,
  facts: AlgorithmFacts,
  occasion: Occasion,
): readonly Statement[] {
  const { introduction } = stream;
  const instant = Date.parse(occasion.time);
  if (!introduction) return [];
  if (instant < Date.parse(introduction.time)) {
    return stream.isIntroducedByList
      ? moveBack(stream, algorithm, introduction, facts, occasion)
      : [];
  }
  const isSaid = stream.statements.some(
    (said) => Date.parse(said.time) === instant && isNothing(difference(facts, factsOf(said))),
  );
  const changes = difference(facts, factsAt(stream, instant));
  if (isSaid || isNothing(changes)) return [];
  const changed = stream.learn(change(stream, algorithm, { facts, changes }, occasion));
  if (changed.length === 0 || changes.products === undefined) return changed;
  return [...changed, ...planLinks(stream, algorithm, algorithm.systems, occasion)];
}

/** The registration stood in this earlier list; what was taken for it was a later change. */
function moveBack(
  stream: KnownStream,
  algorithm: ListedAlgorithm,
  introduction: Statement,
  facts: AlgorithmFacts,
  occasion: Occasion,
): readonly Statement[] {
  const { source, filing } = algorithm;
  const later = factsOf(introduction);
  const laterSystems = textsOf(introduction.data, 'systems');
  const laterOccasion = occasionOf(introduction);
  const data = registrationData(algorithm, facts);
  const about = filing.number.digits;
  const moved = stream.learn(movedEarlier(introduction, { source, about, data, occasion }));
  const changes = difference(later, facts);
  if (isNothing(changes)) return moved;
  return [
    ...moved,
    ...stream.learn(change(stream, algorithm, { facts: later, changes }, laterOccasion)),
    ...planLinks(stream, algorithm, laterSystems, laterOccasion),
  ];
}

function planLinks(
  stream: KnownStream,
  algorithm: ListedAlgorithm,
  systems: readonly string[],
  occasion: Occasion,
): readonly Statement[] {
  const linked = systemsAt(stream, Date.parse(occasion.time));
  const say = (type: string, system: string): readonly Statement[] => {
    const digest = digestOf({ system, time: occasion.time });
    return stream.learn(statement(stream, algorithm, type, digest, { system }, occasion));
  };
  return [
    ...systems
      .filter((one) => !linked.includes(one))
      .flatMap((one) => say('algorithm.linked', one)),
    ...linked
      .filter((one) => !systems.includes(one))
      .flatMap((one) => say('algorithm.unlinked', one)),
  ];
}

function registration(
  stream: KnownStream,
  algorithm: ListedAlgorithm,
  facts: AlgorithmFacts,
  occasion: Occasion,
): Statement {
  const data = registrationData(algorithm, facts);
  const digest = digestOf(comparableFacts(facts));
  return statement(stream, algorithm, 'algorithm.registered', digest, data, occasion);
}

function change(
  stream: KnownStream,
  algorithm: ListedAlgorithm,
  { facts, changes }: { readonly facts: AlgorithmFacts; readonly changes: AlgorithmFacts },
  occasion: Occasion,
): Statement {
  const digest = digestOf({ ...comparableFacts(facts), time: occasion.time });
  return statement(stream, algorithm, 'algorithm.changed', digest, { changes }, occasion);
}

/** A change that the list itself remarks on; its words are kept as the note. */
function remarkedChange(
  stream: KnownStream,
  algorithm: ListedAlgorithm,
  occasion: Occasion,
): Statement {
  const { name, remark } = algorithm.filing;
  const digest = digestOf({ remark: comparable(remark.text) });
  const changes = { ...(remark.algorithmRenamed && { name }), description: remark.text };
  return statement(stream, algorithm, 'algorithm.changed', digest, { changes }, occasion);
}

/** The name that the algorithm bore when it was listed, and the rest as the row has it. */
function listedFacts({ name, category, role, products, remark }: Filing): AlgorithmFacts {
  const { from, to } = remark.algorithmRenamed ?? { from: name, to: '' };
  return {
    name: comparable(to) === comparable(name) ? from : name,
    ...(category && { category }),
    ...(role && { role }),
    ...(products && { products }),
  };
}

function registrationData(algorithm: ListedAlgorithm, facts: AlgorithmFacts): JsonObject {
  const { company, systems, list, filing } = algorithm;
  return {
    company,
    number: filing.number.text,
    ...facts,
    ...(systems.length > 0 && { systems }),
    list,
  };
}

function statement(
  stream: KnownStream,
  { source, filing }: ListedAlgorithm,
  type: string,
  digest: string,
  data: JsonObject,
  occasion: Occasion,
): Statement {
  const id = `${filing.number.digits}/${type}/${digest}`;
  return stated({ source, id, type, subject: stream.subject, data }, occasion);
}

function isNothing(facts: AlgorithmFacts): boolean {
  return Object.keys(facts).length === 0;
}
