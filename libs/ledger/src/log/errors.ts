/** No checkpoint covers the event yet; one will within about a minute. */
export class NotSigned extends Error {
  constructor(
    readonly position: number,
    readonly size: number,
  ) {
    super(`Event ${position} is not signed yet: the checkpoint covers ${size}.`);
    this.name = 'NotSigned';
  }
}

/** Nothing of this size was signed, or nothing at all. */
export class UnknownCheckpoint extends Error {
  constructor(readonly size: number | undefined) {
    super(
      size === undefined
        ? 'No checkpoint was signed yet.'
        : `No checkpoint over ${size} events was signed.`,
    );
    this.name = 'UnknownCheckpoint';
  }
}
