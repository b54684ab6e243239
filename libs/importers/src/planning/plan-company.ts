import { comparable } from '../filings/written-text.js';
import type { JsonObject } from '#libs/ledger';
import { movedEarlier, occasionOf } from './correction.js';
import { digestOf } from './digest.js';
import type { KnownStream } from './known-stream.js';
import { localName, namesOf } from './local-name.js';
import { stated, textsOf } from './statement.js';
import type { Occasion, Statement } from './statement.js';

export interface ListedCompany {
  readonly source: string;
  readonly entityKey: string;
  readonly name: string;
  /** The name that a remark says it bore when it was listed. */
  readonly formerName?: string;
}

/** What a list adds to the record of a company. The stream learns it at once. */
export function planCompany(
  stream: KnownStream,
  company: ListedCompany,
  listed: Occasion,
  remarked: Occasion,
): readonly Statement[] {
  const { name, formerName } = company;
  if (stream.introduction === undefined) {
    const registered = stream.learn(registration(stream, company, formerName ?? name, listed));
    return formerName ? [...registered, ...bear(stream, company, name, remarked)] : registered;
  }
  if (formerName === undefined) return bear(stream, company, name, listed);
  // A list older than all that is known says what it was called before, as if it had come first;
  // the renaming is taken before that, so that the later lists' name begins with it.
  if (isBefore(listed, stream.introduction)) {
    const renamed = bear(stream, company, name, remarked);
    return [...renamed, ...bear(stream, company, formerName, listed)];
  }
  const before = bearsName(stream, formerName) ? bear(stream, company, formerName, listed) : [];
  return [...before, ...bear(stream, company, name, remarked)];
}

function isBefore(one: { readonly time: string }, other: { readonly time: string }): boolean {
  return Date.parse(one.time) < Date.parse(other.time);
}

/** Whether it bears or ever bore this name, in whatever spelling. */
export function bearsName(stream: KnownStream, name: string): boolean {
  return stream.statements.some(({ data }) =>
    [...namesOf(data), ...textsOf(data, 'aliases')].some((one) => isSame(one, name)),
  );
}

/** What is new in that it bore this name at this time. */
function bear(
  stream: KnownStream,
  company: ListedCompany,
  name: string,
  occasion: Occasion,
): readonly Statement[] {
  const instant = Date.parse(occasion.time);
  const namings = stream.statements.filter(({ data }) => namesOf(data).length > 0);
  const before = namings.findLast(({ time }) => Date.parse(time) <= instant);
  if (before === undefined) return movedBack(stream, company, name, occasion);
  const sameTime = namings.filter(({ time }) => Date.parse(time) === instant);
  const isSaid = [before, ...sameTime].some(({ data }) =>
    namesOf(data).some((one) => isSame(one, name)),
  );
  return isSaid ? [] : stream.learn(renaming(stream, company, name, occasion));
}

function movedBack(
  stream: KnownStream,
  company: ListedCompany,
  name: string,
  occasion: Occasion,
): readonly Statement[] {
  const { introduction } = stream;
  if (!introduction || !stream.isIntroducedByList) return [];
  const { source, entityKey: about } = company;
  const data = {
    ...companyData(company, name),
    identifiers: introduction.data['identifiers'] ?? {},
  };
  const moved = stream.learn(movedEarlier(introduction, { source, about, data, occasion }));
  const [later] = namesOf(introduction.data);
  if (later === undefined || isSame(later, name)) return moved;
  return [...moved, ...stream.learn(renaming(stream, company, later, occasionOf(introduction)))];
}

function registration(
  stream: KnownStream,
  company: ListedCompany,
  name: string,
  occasion: Occasion,
): Statement {
  const { source, entityKey } = company;
  const type = 'company.registered';
  const id = `${entityKey}/${type}/${digestOf({ name: comparable(name) })}`;
  const data = companyData(company, name);
  return stated({ source, id, type, subject: stream.subject, data }, occasion);
}

function companyData({ entityKey }: ListedCompany, name: string): JsonObject {
  return { name: localName(name), jurisdiction: 'CN', identifiers: { cacEntity: entityKey } };
}

function renaming(
  stream: KnownStream,
  { source, entityKey }: ListedCompany,
  name: string,
  occasion: Occasion,
): Statement {
  const type = 'company.renamed';
  const id = `${entityKey}/${type}/${digestOf({ name: comparable(name), time: occasion.time })}`;
  const data = { name: localName(name) };
  return stated({ source, id, type, subject: stream.subject, data }, occasion);
}

function isSame(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}
