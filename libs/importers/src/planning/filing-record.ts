import type { Ledger } from '#libs/ledger';
import type { FilingNumber } from '../filings/filing-number.js';
import type { Filing } from '../filings/filing.js';
import type { Product } from '../filings/products.js';
import { comparable } from '../filings/written-text.js';
import { companyNameId, productNameId } from '../naming/readable-id.js';
import { digestOf } from './digest.js';
import { KnownStream } from './known-stream.js';
import { namesOf } from './local-name.js';
import { bearsName } from './plan-company.js';
import { textOf } from './statement.js';

/** The digits of the entity key that tell companies of one district apart. */
const KEY_TAIL_START = 6;
const DIGEST_TAIL_LENGTH = 6;

/**
 * What is on record of the companies, systems and algorithms that filings name. It answers from
 * what `load` fetched, plus everything planned since; so one record serves a whole import.
 */
export class FilingRecord {
  readonly #ledger: Ledger;
  readonly #streams = new Map<string, KnownStream>();
  /** Unique name to the subject that holds it; absent holders are remembered as undefined. */
  readonly #holders = new Map<string, string | undefined>();
  readonly #companies = new Map<string, KnownStream>();
  /** Names of new companies by the stream that each was promised and may not stand on yet. */
  readonly #promised = new Map<KnownStream, readonly string[]>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Fetches all that planning these filings needs, in four queries however many they are. */
  async load(filings: readonly Filing[]): Promise<void> {
    await this.#loadHolders(
      filings.flatMap(({ number }) => [entityName(number), numberName(number)]),
    );
    await this.#loadStreams([
      ...filings.map(({ number }) => this.#algorithmSubject(number)),
      ...filings.flatMap((filing) => this.#candidates(filing)),
    ]);
    const systems = filings.flatMap((filing) =>
      filing.productList.flatMap((product) => systemSubjects(this.company(filing).id, product)),
    );
    await this.#loadStreams(systems);
  }

  async loadAlgorithms(numbers: readonly FilingNumber[]): Promise<void> {
    await this.#loadHolders(numbers.map(numberName));
    await this.#loadStreams(numbers.map((number) => this.#algorithmSubject(number)));
  }

  /** The company that filed: by entity key, else by one of its names, else a new one. */
  company(filing: Filing): KnownStream {
    const { entityKey } = filing.number;
    const company =
      this.#companies.get(entityKey) ??
      this.#heldBy(entityName(filing.number)) ??
      this.#companyNamed(filing) ??
      this.#newCompany(filing);
    this.#companies.set(entityKey, company);
    return company;
  }

  /** The stream that holds the number, or the one that the number's digits name. */
  algorithm(number: FilingNumber): KnownStream {
    return this.#stream(this.#algorithmSubject(number));
  }

  /** The system of that name, or the free id that it would get. */
  system(company: string, product: Product): KnownStream {
    const candidates = systemSubjects(company, product).map((subject) => this.#stream(subject));
    const free = candidates.find(({ introduction }) => introduction === undefined);
    const known = candidates.find(
      ({ introduction }) =>
        introduction &&
        textOf(introduction.data, 'company') === company &&
        namesOf(introduction.data).some((name) => comparable(name) === comparable(product.name)),
    );
    const [first] = candidates;
    const system = known ?? free ?? first;
    if (system === undefined) throw new Error('A product has at least one candidate id.');
    return system;
  }

  #companyNamed(filing: Filing): KnownStream | undefined {
    const names = companyNames(filing);
    return this.#candidates(filing)
      .map((subject) => this.#stream(subject))
      .find((stream) => names.some((name) => this.#isNamed(stream, name)));
  }

  #isNamed(stream: KnownStream, name: string): boolean {
    const promised = this.#promised.get(stream) ?? [];
    return promised.includes(comparable(name)) || bearsName(stream, name);
  }

  #newCompany(filing: Filing): KnownStream {
    const id = companyNameId(filing.company);
    const plain = this.#stream(`companies/${id}`);
    const isFree = !plain.introduction && !this.#promised.has(plain);
    const company = isFree ? plain : this.#stream(suffixedSubject(id, filing));
    this.#promised.set(company, companyNames(filing).map(comparable));
    return company;
  }

  /** The subjects under which a company may stand that no unique name points to. */
  #candidates(filing: Filing): readonly string[] {
    const held = this.#holders.get(entityName(filing.number));
    const ids = companyNames(filing).map(companyNameId);
    return held ? [held] : ids.flatMap((id) => [`companies/${id}`, suffixedSubject(id, filing)]);
  }

  #algorithmSubject(number: FilingNumber): string {
    return this.#holders.get(numberName(number)) ?? `algorithms/${number.digits}`;
  }

  #heldBy(name: string): KnownStream | undefined {
    const holder = this.#holders.get(name);
    return holder === undefined ? undefined : this.#stream(holder);
  }

  #stream(subject: string): KnownStream {
    const known = this.#streams.get(subject) ?? new KnownStream(subject);
    this.#streams.set(subject, known);
    return known;
  }

  async #loadHolders(names: readonly string[]): Promise<void> {
    const unknown = [...new Set(names)].filter((name) => !this.#holders.has(name));
    if (unknown.length === 0) return;
    for (const name of unknown) this.#holders.set(name, undefined);
    for (const { name, holder } of await this.#ledger.holders(unknown)) {
      this.#holders.set(name, holder);
    }
  }

  async #loadStreams(subjects: readonly string[]): Promise<void> {
    const unknown = [...new Set(subjects)].filter((subject) => !this.#streams.has(subject));
    if (unknown.length === 0) return;
    for (const [subject, history] of await this.#ledger.histories(unknown)) {
      this.#streams.set(subject, new KnownStream(subject, history));
    }
  }
}

function companyNames({ company, remark }: Filing): readonly string[] {
  return remark.companyRenamed ? [company, remark.companyRenamed.from] : [company];
}

function suffixedSubject(id: string, { number }: Filing): string {
  return `companies/${id}-${number.entityKey.slice(KEY_TAIL_START)}`;
}

function systemSubjects(company: string, { name }: Product): readonly string[] {
  const id = `${company}--${productNameId(name)}`;
  const tail = digestOf({ name: comparable(name) }).slice(0, DIGEST_TAIL_LENGTH);
  return [`systems/${id}`, `systems/${id}-${tail}`];
}

function entityName({ entityKey }: FilingNumber): string {
  return `company-cacEntity/${entityKey}`;
}

function numberName({ digits }: FilingNumber): string {
  return `algorithm-number/${digits}`;
}
