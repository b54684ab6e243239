/** As many are waiting as may wait. */
export class TooManyWaiting extends Error {
  constructor(readonly waitingMax: number) {
    super(`${waitingMax} are waiting already.`);
    this.name = 'TooManyWaiting';
  }
}

/** Lets so many pieces of work run at a time; others wait, first come, first served. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly runningMax: number,
    private readonly waitingMax: number,
  ) {}

  /** @throws TooManyWaiting */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  private async begin(): Promise<void> {
    if (this.running < this.runningMax) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.waitingMax) throw new TooManyWaiting(this.waitingMax);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Whoever waits takes over the turn, so that nobody comes in between. */
  private end(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
