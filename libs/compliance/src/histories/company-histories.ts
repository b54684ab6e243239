import { sql } from '#libs/database';
import { fold, knownSet, termSubject } from '#libs/governance';
import type { Localized } from '#libs/governance';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { setImmediate as breathe } from 'node:timers/promises';
import type { AsOf } from '../as-of.js';
import { NotKnown } from '../queries/errors.js';
import type { Fields } from '../registers/register.js';
import { readStatusesOf } from '../statuses/stored-statuses.js';
import type { RulesOverTime } from '../statuses/rules-over-time.js';
import { changesBetween } from './changes.js';
import { Chronicle } from './chronicle.js';
import { compareDuties, type ComparedDuties } from './compare-duties.js';
import { diffRow, type DiffRow } from './diff-row.js';
import { replay, replayedDuties, type Frame, type Replayed } from './replay.js';
import { factsToLookUp, labelOfFact } from './fact-labels.js';
import { reachLive } from './live-rules.js';
import type { Viewpoint } from './stage.js';
import type { SourcedSubject } from './standing.js';
import { explanationOf } from './why/explanation.js';
import type { WhyView } from './why/why-view.js';

const SOURCES_OF_COMPANY = sql(import.meta.url, './sources-of-company.sql');
const STREAMS_OF_COMPANY = sql(import.meta.url, './streams-of-company.sql');

/** One duty of one subject. */
export interface DutyAsked {
  readonly subject: string;
  readonly obligation: string;
}

interface Loaded {
  readonly chronicle: Chronicle;
  readonly subjects: readonly SourcedSubject[];
}

/** Questions that are answered by folding the events of one company anew. */
export class CompanyHistories {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'histories'>,
    private readonly rules: RulesOverTime,
  ) {}

  /**
   * Why a duty has the status that it has.
   * @throws NotKnown where there is no such company, subject or duty
   */
  async why(
    company: string,
    { subject, obligation }: DutyAsked,
    asOf: AsOf,
  ): Promise<Fields<WhyView>> {
    const viewpoint = viewpointOf(asOf);
    const { chronicle, subjects } = await this.load(company, viewpoint.knownAt, subject);
    const [asked] = subjects;
    if (asked === undefined) throw new NotKnown(`${company} has no ${subject} then.`);
    const explanation = explanationOf(chronicle, { subject: asked, obligation, viewpoint });
    if (explanation?.company !== company) {
      throw new NotKnown(`No obligation "${obligation}" that is evaluated binds ${subject} then.`);
    }
    const labels = await this.declaredLabels(explanation.facts, viewpoint.knownAt);
    return explanation.tell((fact) => labelOfFact(fact, labels));
  }

  /**
   * The duties that differ between two points of view, by subject and obligation.
   * @throws NotKnown where there is no such company at either
   */
  async diff(company: string, from: AsOf, to: AsOf): Promise<readonly Fields<DiffRow>[]> {
    const [before, after] = [viewpointOf(from), viewpointOf(to)];
    const { chronicle, subjects } = await this.load(company, Math.max(from.knownAt, to.knownAt));
    const rows: Fields<DiffRow>[] = [];
    for (const subject of subjects) {
      for (const change of changesBetween(chronicle, { ...subject, company }, before, after)) {
        rows.push(diffRow(change, company, chronicle, [before, after]));
      }
      // Others are served in between, however many systems the company has.
      await breathe();
    }
    return rows;
  }

  /**
   * The events of a company up to a position, each with the statuses that it changed.
   * @throws NotKnown before the first frame, where there is no such company
   */
  async replay(company: string, viewpoint: Viewpoint): Promise<AsyncIterable<Frame>> {
    return breathing(replay(await this.replayed(company, viewpoint)));
  }

  /**
   * Folds a company's duties from its first event on and compares them with the stored view, at
   * all valid times, as known at a position.
   * @throws NotKnown where there is no such company
   */
  async compare(company: string, position: number): Promise<ComparedDuties> {
    const folded = replayedDuties(
      await this.replayed(company, { knownAt: position, validAt: -Infinity }),
    );
    const stored = await readStatusesOf(this.pool, company, position);
    return { position, rows: stored.length, differences: compareDuties(folded, stored) };
  }

  private async replayed(company: string, viewpoint: Viewpoint): Promise<Replayed> {
    const { chronicle, subjects } = await this.load(company, viewpoint.knownAt);
    const { histories, rulebook } = chronicle;
    const others = (await this.streamsOf(company)).filter((stream) => !histories.has(stream));
    const more = await this.ledger.histories(others, viewpoint.knownAt);
    const all = new Map([...histories, ...more]);
    return { company, subjects, histories: all, rulebook, viewpoint };
  }

  /** A company's subjects, or one of them, with all that was recorded of them up to a position. */
  private async load(company: string, upTo: number, only?: string): Promise<Loaded> {
    const subjects = await this.subjectsOf(company);
    const wanted = only === undefined ? subjects : subjects.filter((one) => one.subject === only);
    const streams = new Set([`companies/${company}`, ...wanted.flatMap((one) => one.streams)]);
    await reachLive(this.rules, this.pool);
    const histories = await this.ledger.histories([...streams], upTo);
    if (histories.get(`companies/${company}`)?.length === 0) {
      throw new NotKnown(`No company "${company}" is known then.`);
    }
    return { chronicle: new Chronicle(histories, this.rules), subjects: wanted };
  }

  private async subjectsOf(company: string): Promise<readonly SourcedSubject[]> {
    if (company.includes('\0')) return [];
    const values = [`companies/${company}`];
    const { rows } = await this.pool.query<SourcedSubject>(SOURCES_OF_COMPANY, values);
    return rows;
  }

  /** Those that ever belonged to it, such as filings of algorithms that no system runs on. */
  private async streamsOf(company: string): Promise<readonly string[]> {
    const values = [company];
    const { rows } = await this.pool.query<{ subject: string }>(STREAMS_OF_COMPANY, values);
    return rows.map(({ subject }) => subject);
  }

  /** What facts are called that packs declared. */
  private async declaredLabels(
    facts: readonly string[],
    upTo: number,
  ): Promise<ReadonlyMap<string, Localized>> {
    const names = factsToLookUp(facts);
    const streams = await this.ledger.histories(
      names.map((name) => termSubject('fact', name)),
      upTo,
    );
    const labels = names.flatMap((name): [string, Localized][] => {
      const known = knownSet(streams.get(termSubject('fact', name)) ?? []);
      const { label } = fold('terms', known);
      return label === undefined ? [] : [[name, label]];
    });
    return new Map(labels);
  }
}

/** Others are served in between, however long it takes. */
async function* breathing<Each>(all: Iterable<Each>): AsyncGenerator<Each, void, undefined> {
  for (const each of all) {
    yield each;
    await breathe();
  }
}

function viewpointOf({ validAt, knownAt }: AsOf): Viewpoint {
  return { validAt: Date.parse(validAt), knownAt };
}
