import { knownSet } from '#libs/governance';
import type { JsonObject, RecordedEvent } from '#libs/ledger';
import { digestOf } from '../planning/digest.js';
import { isJsonObject } from '../planning/statement.js';
import type { Statement } from '../planning/statement.js';
import { amended } from './wording.js';

/** Whose account it is, and of what: `thing` is `obligations/<id>` or a stream. */
export interface Subject {
  readonly source: string;
  readonly subject: string;
  readonly thing: string;
}

/** An event that a pack asks for, and the place in the pack that does. */
export interface PackEvent {
  readonly pointer: string;
  readonly event: Statement;
}

/**
 * What a pack has said of one thing, its own corrections and retractions applied, and what it says
 * anew. What others recorded of the thing is theirs and stands beside it.
 *
 * Ids derive from what is said and from what was said before, so that the same pack always says the
 * same, and a pack that returns to an older wording says something new.
 */
export class Account {
  readonly #anew: PackEvent[] = [];
  #said: readonly Statement[];
  #lastId: string | undefined;

  constructor(
    private readonly about: Subject,
    history: readonly RecordedEvent[],
  ) {
    const own = history.filter(
      ({ source, id }) => source === about.source && id.startsWith(`${about.thing}/`),
    );
    this.#lastId = own.at(-1)?.id;
    this.#said = knownSet(own).flatMap(({ source, id, type, subject, time, data }) =>
      isJsonObject(data) ? [{ source, id, type, subject, time, data }] : [],
    );
  }

  /** In the order of valid time, then of recording. */
  get said(): readonly Statement[] {
    return this.#said;
  }

  get anew(): readonly PackEvent[] {
    return this.#anew;
  }

  /** The fields of the wording that is valid at an instant, as said so far. */
  wordingAt(time: string): JsonObject {
    const valid = this.#said.filter((one) => Date.parse(one.time) <= Date.parse(time));
    return valid.reduce<JsonObject>((wording, { data }) => amended(wording, data), {});
  }

  say(type: string, time: string, data: JsonObject, pointer: string): void {
    this.#insert(this.#record(type, time, data, pointer));
  }

  /** Says that a statement was wrong about its day or its words. */
  correct(
    statement: Statement,
    right: { readonly time?: string; readonly data?: JsonObject },
    pointer: string,
  ): void {
    const { source, id } = statement;
    const reason = 'The rule pack now says it otherwise.';
    const data = { event: { source, id }, ...right, reason };
    this.#record('event.corrected', right.time ?? statement.time, data, pointer);
    this.#remove(statement);
    this.#insert({ ...statement, ...right });
  }

  retract(statement: Statement, pointer: string): void {
    const { source, id, time } = statement;
    const reason = 'The rule pack no longer says it.';
    this.#record('event.retracted', time, { event: { source, id }, reason }, pointer);
    this.#remove(statement);
  }

  #record(type: string, time: string, data: JsonObject, pointer: string): Statement {
    const { source, subject, thing } = this.about;
    const digest = digestOf({ type, time, data, ...(this.#lastId && { after: this.#lastId }) });
    const event = { source, id: `${thing}/${type}/${digest}`, type, subject, time, data };
    this.#lastId = event.id;
    this.#anew.push({ pointer, event });
    return event;
  }

  #insert(statement: Statement): void {
    const instant = Date.parse(statement.time);
    const after = this.#said.findIndex((one) => Date.parse(one.time) > instant);
    this.#said = this.#said.toSpliced(after === -1 ? this.#said.length : after, 0, statement);
  }

  #remove(statement: Statement): void {
    this.#said = this.#said.filter((one) => one !== statement);
  }
}

export function isAt(statement: Statement, time: string): boolean {
  return Date.parse(statement.time) === Date.parse(time);
}
