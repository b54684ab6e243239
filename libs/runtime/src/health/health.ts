export type HealthStatus = 'ok' | 'degraded' | 'down';

export interface HealthState {
  readonly status: HealthStatus;
  readonly detail?: string;
}

export interface HealthReport {
  /** The worst of the checks. */
  readonly status: HealthStatus;
  readonly checks: Readonly<Record<string, HealthState>>;
}

export type HealthCheck = () => HealthState | Promise<HealthState>;

export const CHECK_TIMEOUT_MS = 2_000;
const WORST_FIRST: readonly HealthStatus[] = ['down', 'degraded', 'ok'];

/** What this process knows of its own state, by named checks. */
export class Health {
  readonly #checks = new Map<string, HealthCheck>();

  constructor(private readonly timeoutMs = CHECK_TIMEOUT_MS) {}

  /** A check of the same name takes the place of the former. */
  add(name: string, check: HealthCheck): void {
    this.#checks.set(name, check);
  }

  /** Never rejects: a check that fails or does not answer in time is `down`. */
  async report(): Promise<HealthReport> {
    const entries = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await this.#ask(check)] as const),
    );
    const found = new Set(entries.map(([, state]) => state.status));
    const status = WORST_FIRST.find((candidate) => found.has(candidate)) ?? 'ok';
    return { status, checks: Object.fromEntries(entries) };
  }

  async #ask(check: HealthCheck): Promise<HealthState> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<HealthState>((resolve) => {
      timer = setTimeout(() => {
        resolve({ status: 'down', detail: `no answer within ${this.timeoutMs} ms` });
      }, this.timeoutMs);
    });
    try {
      return await Promise.race([Promise.resolve().then(check), late]);
    } catch (error) {
      return { status: 'down', detail: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}
