import { knownSet } from '#libs/governance';
import type { JsonObject, RecordedEvent } from '#libs/ledger';
import { digestOf } from '../planning/digest.js';
import { isJsonObject } from '../planning/statement.js';
import type { Statement } from '../planning/statement.js';

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

/** A statement and its place among those of the same time, which a correction keeps. */
interface Placed {
  readonly statement: Statement;
  readonly place: number;
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
  #said: readonly Placed[];
  #places: number;
  #lastId: string | undefined;

  constructor(
    private readonly about: Subject,
    history: readonly RecordedEvent[],
  ) {
    const own = history.filter(
      ({ source, id }) => source === about.source && id.startsWith(`${about.thing}/`),
    );
    this.#lastId = own.at(-1)?.id;
    this.#places = own.at(-1)?.position ?? 0;
    this.#said = knownSet(own).flatMap(({ position: place, source, id, type, time, data }) => {
      const { subject } = about;
      return isJsonObject(data)
        ? [{ place, statement: { source, id, type, subject, time, data } }]
        : [];
    });
  }

  /** In the order of valid time, then of recording. */
  get said(): readonly Statement[] {
    return this.#said.map(({ statement }) => statement);
  }

  get anew(): readonly PackEvent[] {
    return this.#anew;
  }

  say(type: string, time: string, data: JsonObject, pointer: string): void {
    const statement = this.#record(type, time, data, pointer);
    this.#places += 1;
    this.#said = [...this.#said, { statement, place: this.#places }].sort(inOrder);
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
    this.#said = this.#said
      .map((one) =>
        one.statement === statement ? { ...one, statement: { ...statement, ...right } } : one,
      )
      .sort(inOrder);
  }

  retract(statement: Statement, pointer: string): void {
    const { source, id, time } = statement;
    const reason = 'The rule pack no longer says it.';
    this.#record('event.retracted', time, { event: { source, id }, reason }, pointer);
    this.#said = this.#said.filter((one) => one.statement !== statement);
  }

  #record(type: string, time: string, data: JsonObject, pointer: string): Statement {
    const { source, subject, thing } = this.about;
    const digest = digestOf({ type, time, data, ...(this.#lastId && { after: this.#lastId }) });
    const event = { source, id: `${thing}/${type}/${digest}`, type, subject, time, data };
    this.#lastId = event.id;
    this.#anew.push({ pointer, event });
    return event;
  }
}

function inOrder(one: Placed, other: Placed): number {
  const [first, second] = [one, other].map(({ statement }) => Date.parse(statement.time));
  return (first ?? 0) - (second ?? 0) || one.place - other.place;
}

export function isAt(statement: Statement, time: string): boolean {
  return Date.parse(statement.time) === Date.parse(time);
}
