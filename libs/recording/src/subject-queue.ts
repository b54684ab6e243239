/**
 * Lets one call at a time decide and append on a stream, within this process. The guards of the
 * ledger keep decisions right between processes; the queue only spares busy streams the retries.
 */
export class SubjectQueue {
  /** The end of the last work on each subject; an entry goes when nobody waits behind it. */
  readonly #tails = new Map<string, Promise<void>>();

  /** All subjects are queued for in one step, so two calls can never wait for each other. */
  async run<Result>(subjects: Iterable<string>, work: () => Promise<Result>): Promise<Result> {
    const own = new Set(subjects);
    const { promise: done, resolve } = deferred();
    const earlier = [...own].map((subject) => this.#tails.get(subject) ?? Promise.resolve());
    for (const subject of own) this.#tails.set(subject, done);
    try {
      await Promise.all(earlier);
      return await work();
    } finally {
      resolve();
      for (const subject of own) {
        if (this.#tails.get(subject) === done) this.#tails.delete(subject);
      }
    }
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
