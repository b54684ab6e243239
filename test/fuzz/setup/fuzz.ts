import fc from 'fast-check';
import { Agent } from 'node:http';
import { AnswerSchemas } from '../../api/setup/answer-schemas.js';
import type { Document } from '../../api/setup/answer-schemas.js';
import type { FuzzedDocument, Operation } from './document.js';
import { operationsOf } from './document.js';
import type { Target } from './exchange.js';
import { exchange } from './exchange.js';
import type { Finding, Judging } from './judge.js';
import { judge, SLOW_MS } from './judge.js';
import type { FuzzedRequest } from './requests.js';
import { requestsOf } from './requests.js';
import { SchemaValues } from './values-of-schema.js';

export interface FuzzOptions {
  readonly url: string;
  readonly key: string;
  readonly seed: number;
  /** Requests of each operation in one round. */
  readonly requestsEach: number;
  /** Begins another round, with the next seed, until then. */
  readonly minutes?: number;
  /** E.g. `GET /v1/companies`; by default all. */
  readonly only?: string;
}

export interface FuzzReport {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** One line each: the operation, the kind, what is wrong, the smallest request that shows it. */
  readonly findings: readonly string[];
}

const SLOW_ATTEMPTS = 3;
/** A finding is made smaller by at most so many further requests. */
const SHRINKING_MS = 20_000;

/** Sends made-up requests to every operation of the live document, and judges every answer. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { url, seed, requestsEach, only, minutes = 0 } = options;
  const live: unknown = await (await fetch(`${url}/openapi.json`)).json();
  const document = live as FuzzedDocument;
  const schemas = new AnswerSchemas(live as Document);
  const operations = operationsOf(document).filter(
    ({ name }) => only === undefined || name === only,
  );
  const run = new Fuzzing(options, document, schemas);
  const end = performance.now() + minutes * 60_000;
  let round = 0;
  do {
    for (const operation of operations) await run.tries(operation, seed + round, requestsEach);
    round += 1;
  } while (performance.now() < end);
  run.close();
  return run.report();
}

class Fuzzing {
  readonly #target: Target;
  readonly #findings = new Map<string, string>();
  readonly #statuses = new Map<number, number>();
  readonly #values: SchemaValues;
  #requests = 0;

  constructor(
    { url, key }: FuzzOptions,
    private readonly document: FuzzedDocument,
    private readonly schemas: AnswerSchemas,
  ) {
    this.#values = new SchemaValues(document);
    this.#target = { url, key, agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
  }

  async tries(operation: Operation, seed: number, numRuns: number): Promise<void> {
    const judging = { operation, document: this.document, schemas: this.schemas };
    let found: Finding | undefined;
    const property = fc.asyncProperty(requestsOf(operation, this.#values), async (asked) => {
      const finding = await this.#findingOf(asked, judging);
      // Shrinking stays with what was found first: another fault has its own turn.
      if (finding === undefined || (found && found.kind !== finding.kind)) return true;
      found = finding;
      return false;
    });
    const { failed, counterexample, counterexamplePath } = await fc.check(property, {
      seed,
      numRuns,
      interruptAfterTimeLimit: SHRINKING_MS + numRuns * SLOW_MS,
    });
    if (!failed || found === undefined || counterexample === null) return;
    const { kind, detail } = found;
    const [asked] = counterexample;
    const place = `${kind} at ${operation.name}`;
    const line = `${place}: ${detail.slice(0, 600)} | ${shown(asked)} | seed ${seed}, path ${counterexamplePath}`;
    if (!this.#findings.has(place)) this.#findings.set(place, line);
  }

  /** Slow is only what is slow again and again: the machine may have been busy. */
  async #findingOf(asked: FuzzedRequest, judging: Judging): Promise<Finding | undefined> {
    for (let attempt = 1; attempt <= SLOW_ATTEMPTS; attempt += 1) {
      this.#requests += 1;
      try {
        const answer = await exchange(this.#target, asked);
        this.#statuses.set(answer.status, (this.#statuses.get(answer.status) ?? 0) + 1);
        const finding = judge(answer, asked, judging);
        if (finding !== undefined) return finding;
        if (answer.ms < SLOW_MS) return undefined;
      } catch (error) {
        return { kind: 'no answer', detail: String(error) };
      }
    }
    return { kind: 'slow', detail: `more than ${SLOW_MS} ms, ${SLOW_ATTEMPTS} times` };
  }

  report(): FuzzReport {
    const statuses = [...this.#statuses].sort(([one], [other]) => one - other);
    return {
      requests: this.#requests,
      statuses: Object.fromEntries(statuses),
      findings: [...this.#findings.values()],
    };
  }

  close(): void {
    this.#target.agent.destroy();
  }
}

function shown({ method, path, headers, body }: FuzzedRequest): string {
  const sent = body === undefined ? '' : ` ${body.type} ${Buffer.from(body.bytes).toString()}`;
  return `${method} ${path} ${JSON.stringify(headers)}${sent.slice(0, 1500)}`;
}
