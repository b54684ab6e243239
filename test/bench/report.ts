import { messageOf } from './measuring.js';
import { lineOf, told } from './row.js';
import type { Row } from './row.js';

export type Say = (line: string) => void;

/** A row, and how long the step took with which it was measured. */
export interface TimedRow extends Row {
  readonly seconds: number;
}

const SIGN_OF_LIFE_MS = 30_000;

/** Rows as they become known. A step that fails takes no other with it, and no figure. */
export class Report {
  private readonly known: TimedRow[] = [];
  private failed = 0;

  constructor(readonly say: Say) {}

  get rows(): readonly TimedRow[] {
    return this.known;
  }

  get failures(): number {
    return this.failed;
  }

  /**
   * Measures, says its rows at once, and gives what was measured; nothing where it failed.
   * @param rowsOf what of it stands in the table
   */
  async step<Result>(
    name: string,
    measure: () => Promise<Result>,
    rowsOf: (result: Result) => readonly Row[],
  ): Promise<Result | undefined> {
    const startedAt = performance.now();
    const seconds = (): number => (performance.now() - startedAt) / 1_000;
    const alive = setInterval(() => {
      this.say(`${name}: ${Math.round(seconds())} s so far`);
    }, SIGN_OF_LIFE_MS);
    this.say(`${name} ...`);
    try {
      const result = await measure();
      this.add(rowsOf(result), seconds());
      return result;
    } catch (error) {
      this.failed += 1;
      this.add([{ ...told(name, `failed: ${messageOf(error)}`), verdict: 'failed' }], seconds());
      return undefined;
    } finally {
      clearInterval(alive);
    }
  }

  private add(rows: readonly Row[], seconds: number): void {
    for (const row of rows) {
      this.known.push({ ...row, seconds });
      this.say(lineOf(row, seconds));
    }
  }
}
