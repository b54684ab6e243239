import type { Stretch } from '#libs/database';

/** A `validAt` or `knownAt` that is neither a time nor, for `knownAt`, `position:<n>`. */
export class InvalidAsOf extends Error {
  constructor(
    readonly parameter: 'validAt' | 'knownAt',
    readonly value: string,
  ) {
    super(`${parameter} is not a time that Edict can read: ${value}`);
    this.name = 'InvalidAsOf';
  }
}

/** Whoever asks may ask about another stretch of valid time only. */
export class OutsidePeriod extends Error {
  constructor({ from, to }: Stretch) {
    const bounds = [from && `from ${from.toISOString()}`, to && `up to ${to.toISOString()}`];
    const period = bounds.filter((bound) => bound !== undefined).join(' ');
    super(`The key may ask about valid time ${period} only: give a validAt in it.`);
    this.name = 'OutsidePeriod';
  }
}

/** A `knownAt` position that the ledger has not reached. */
export class UnknownPosition extends Error {
  constructor(
    readonly position: number,
    readonly head: number,
  ) {
    super(`Position ${position} lies beyond the ledger's head ${head}.`);
    this.name = 'UnknownPosition';
  }
}

/** The views did not reach a position in the time given. */
export class NotYetProjected extends Error {
  constructor(
    readonly position: number,
    readonly reached: number,
  ) {
    super(`The views have reached position ${reached}, not yet ${position}.`);
    this.name = 'NotYetProjected';
  }
}

/** A filter that the register does not have, or a value that the filter does not take. */
export class InvalidFilter extends Error {
  constructor(
    readonly filter: string,
    readonly value: string,
    readonly choices?: readonly string[],
  ) {
    super(
      choices === undefined
        ? `There is no filter ${filter}.`
        : `The filter ${filter} takes ${choices.join(', ')}.`,
    );
    this.name = 'InvalidFilter';
  }
}

/** A sort that the register does not have. */
export class InvalidSort extends Error {
  constructor(
    readonly sort: string,
    readonly choices: readonly string[],
  ) {
    super(`Rows are sorted by ${choices.join(', ')}; a leading - reverses the order.`);
    this.name = 'InvalidSort';
  }
}

/** The end of a page that no page of this register and sort had. */
export class InvalidPageEnd extends Error {
  constructor(readonly end: { readonly sort: string; readonly key: string }) {
    super('The end of the page before cannot be read.');
    this.name = 'InvalidPageEnd';
  }
}

/** A company, subject or obligation that nothing is known of, or a duty that there is not. */
export class NotKnown extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotKnown';
  }
}
