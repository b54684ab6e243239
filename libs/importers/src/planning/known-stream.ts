import { knownSet } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';
import { LIST_SOURCES } from '../filings/list-series.js';
import { isJsonObject, objectOf, textOf } from './statement.js';
import type { Statement } from './statement.js';

const INTRODUCTIONS = ['company.registered', 'system.introduced', 'algorithm.registered'];

/** One stream as it stands on record and in what is planned on top, corrections applied. */
export class KnownStream {
  readonly subject: string;
  readonly id: string;
  #statements: Statement[] = [];
  readonly #ids = new Set<string>();

  constructor(subject: string, history: readonly RecordedEvent[] = []) {
    this.subject = subject;
    this.id = subject.slice(subject.indexOf('/') + 1);
    for (const { id } of history) this.#ids.add(id);
    for (const { source, id, type, time, data } of knownSet(history)) {
      if (isJsonObject(data)) this.#add({ source, id, type, subject, time, data });
    }
  }

  /** In order of valid time, then of recording. */
  get statements(): readonly Statement[] {
    return this.#statements;
  }

  get introduction(): Statement | undefined {
    return this.#statements.find(({ type }) => INTRODUCTIONS.includes(type));
  }

  /** What others recorded of it is theirs to correct. */
  get isIntroducedByList(): boolean {
    return LIST_SOURCES.includes(this.introduction?.source ?? '');
  }

  /** Takes in a planned event and gives it back, unless it is on record already. */
  learn(event: Statement): readonly Statement[] {
    if (this.#ids.has(event.id)) return [];
    this.#ids.add(event.id);
    if (event.type !== 'event.corrected') this.#add(event);
    else this.#correct(event);
    return [event];
  }

  #add(statement: Statement): void {
    const instant = Date.parse(statement.time);
    const after = this.#statements.findIndex((one) => Date.parse(one.time) > instant);
    this.#statements.splice(after === -1 ? this.#statements.length : after, 0, statement);
  }

  #correct({ data, time }: Statement): void {
    const target = textOf(objectOf(data, 'event'), 'id');
    const corrected = this.#statements.find(({ id }) => id === target);
    if (!corrected) return;
    this.#statements = this.#statements.filter((one) => one !== corrected);
    this.#add({ ...corrected, time: textOf(data, 'time') ?? time, data: objectOf(data, 'data') });
  }
}
