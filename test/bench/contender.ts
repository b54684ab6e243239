import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** What one round did, and in what time. */
export interface Pace {
  readonly count: number;
  readonly ms: number;
}

/** One of those that are measured in turns. */
export interface Contender {
  readonly name: string;
  /** @param amount what a round is: milliseconds to go on for, or how many */
  round(amount: number): Promise<Pace>;
  end(): Promise<void>;
}

/** What a module that is measured exports as `open`. */
export interface Measured {
  /** One round; says how many it did, and in what time where not all of it was the work. */
  run(amount: number): Promise<number | Pace>;
  close(): Promise<void>;
}

/** What the process of a contender answers to each message. */
export type ChildAnswer = Pace | { readonly error: string };

const CHILD = join('dist', 'test', 'bench', 'contender-child.js');

/** Profiles of the processor's time, where they are wanted. */
let profiles: string | undefined;

export function profileInto(folder: string | undefined): void {
  profiles = folder;
}

/** Node's arguments for every process that is measured. */
export function nodeArguments(): readonly string[] {
  return profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
}

/** A module in a process of its own, so that nobody's garbage is another's pause. */
export class ProcessContender implements Contender {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param words are handed to the module's `open` */
  static async start(
    name: string,
    module: string,
    ...words: readonly string[]
  ): Promise<Contender> {
    const child = fork(CHILD, [module, ...words], { execArgv: [...nodeArguments()] });
    const contender = new ProcessContender(name, child);
    await contender.answer();
    return contender;
  }

  round(amount: number): Promise<Pace> {
    const answer = this.answer();
    this.child.send({ amount });
    return answer;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await ended;
  }

  private answer(): Promise<Pace> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => {
        reject(new Error(`${this.name} ended by itself.`));
      };
      this.child.once('exit', onExit);
      this.child.once('message', (answer: ChildAnswer) => {
        this.child.off('exit', onExit);
        if ('error' in answer) reject(new Error(`${this.name}: ${answer.error}`));
        else resolve(answer);
      });
    });
  }
}
