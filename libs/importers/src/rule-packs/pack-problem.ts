/** Something wrong with a rule pack, for whoever has to put it right. */
export interface PackProblem {
  readonly file: string;
  /** Lines are counted from 1. */
  readonly line: number;
  /** JSON pointer to the place, as though the pack were JSON. */
  readonly pointer: string;
  /** Public API: the pack's own fault, or the code with which an event was refused. */
  readonly code: string;
  readonly text: string;
}

/** Rule packs have problems, so that nothing of them was recorded. */
export class RefusedPacks extends Error {
  override readonly name = 'RefusedPacks';

  constructor(readonly problems: readonly PackProblem[]) {
    super(problems.map(({ file, line, text }) => `${file}:${line}: ${text}`).join('\n'));
  }
}

/** Problems of one file, gathered so that all are told together. */
export class Findings {
  readonly #found: PackProblem[] = [];

  constructor(
    readonly file: string,
    private readonly lineOf: (pointer: string) => number,
  ) {}

  get problems(): readonly PackProblem[] {
    return this.#found;
  }

  report(pointer: string, code: string, text: string): void {
    const line = this.lineOf(pointer);
    this.#found.push({ file: this.file, line, pointer, code, text });
  }
}

/** File by file in the given order, and from the first line of each to its last. */
export function byPlace(
  problems: readonly PackProblem[],
  files: readonly { readonly name: string }[],
): readonly PackProblem[] {
  return files.flatMap(({ name }) =>
    problems.filter(({ file }) => file === name).toSorted((one, other) => one.line - other.line),
  );
}

/** What a check says of a field, as a sentence that names it. */
export function sentenceOn(problem: { pointer: string; code: string; message: string }): string {
  const { pointer, code, message } = problem;
  const field = pointer.slice(1).replaceAll('/', '.');
  if (code === 'unknown-field' && message.startsWith('is ')) return `${field} is not known here.`;
  // The checks of rules speak in sentences, those of payloads in predicates.
  return message.endsWith('.') ? `${field}: ${message}` : `${field} ${message}.`;
}

export function step(pointer: string, field: string | number): string {
  return `${pointer}/${String(field).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
