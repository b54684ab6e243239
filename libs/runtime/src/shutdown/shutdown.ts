/** Ten seconds are promised; the rest is for the process to end. */
export const SHUTDOWN_TIMEOUT_MS = 9_500;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

interface Closer {
  readonly name: string;
  readonly close: () => unknown;
}

export interface ShutdownOptions {
  readonly timeoutMs?: number;
  readonly onFailure?: (name: string, error: unknown) => void;
  /** Ends the process; tests put something harmless here. */
  readonly exit?: (code: number) => void;
}

/** The process was told to end while it was still opening what it needs. */
export class Interrupted extends Error {
  constructor() {
    super('The process was told to end.');
    this.name = 'Interrupted';
  }
}

/**
 * Ends the process in order: what was opened last is closed first. Exit code 0 when all of it
 * closed in time, 1 otherwise.
 */
export class Shutdown {
  readonly #closers: Closer[] = [];
  readonly #opening = new Set<Promise<unknown>>();
  #running: Promise<void> | undefined;

  constructor(private readonly options: ShutdownOptions = {}) {}

  /** Something to close at the end, before all that was added earlier. */
  add(name: string, close: () => unknown): void {
    this.#closers.push({ name, close });
  }

  /**
   * Waits for something to open and closes it at the end, even where the end comes meanwhile.
   * @throws Interrupted where the process is already ending
   */
  async open<Opened>(
    name: string,
    opening: Promise<Opened>,
    close: (opened: Opened) => unknown,
  ): Promise<Opened> {
    const added = opening.then((opened) => {
      this.add(name, () => close(opened));
      return opened;
    });
    this.#opening.add(added);
    const opened = await added;
    this.goOn();
    return opened;
  }

  /** @throws Interrupted where the process is already ending */
  goOn(): void {
    if (this.begun) throw new Interrupted();
  }

  /** Begins the shutdown on SIGTERM, SIGINT and, for a child process, when its parent is gone. */
  listen(): this {
    for (const signal of SIGNALS) process.on(signal, () => void this.run());
    if (process.connected) process.once('disconnect', () => void this.run());
    return this;
  }

  /** True from the first signal on. */
  get begun(): boolean {
    return this.#running !== undefined;
  }

  /** Closes everything once, however often it is called, and ends the process. */
  async run(code = 0): Promise<void> {
    this.#running ??= this.#close(code);
    return this.#running;
  }

  async #close(code: number): Promise<void> {
    const exit = this.options.exit ?? ((status: number) => process.exit(status));
    const timer = setTimeout(() => {
      this.options.onFailure?.('shutdown', new Error('not all was closed in time'));
      exit(1);
    }, this.options.timeoutMs ?? SHUTDOWN_TIMEOUT_MS);
    await Promise.allSettled(this.#opening);
    const failed = await this.#closeEach();
    clearTimeout(timer);
    exit(failed ? 1 : code);
  }

  async #closeEach(): Promise<boolean> {
    let failed = false;
    for (const { name, close } of this.#closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        failed = true;
        this.options.onFailure?.(name, error);
      }
    }
    return failed;
  }
}
