import { InvalidAsOf, NotYetProjected, STATUS_VIEWS, UnknownPosition } from '#libs/compliance';
import type { Registers } from '#libs/compliance';
import { FolderInUse, InvalidExport, previousIn } from '#libs/exports';
import type { CsvProfile, ExportDefinition, ExportLanguage, ExportQuestion } from '#libs/exports';
import type { Ledger } from '#libs/ledger';
import { CannotRun } from '#libs/runtime';

/** What stands on the command line. */
export interface ExportAsked {
  readonly profile: CsvProfile;
  readonly language?: ExportLanguage;
  readonly columns?: readonly string[];
  /** Each `name=value`. */
  readonly filter: readonly string[];
  readonly validAt?: string;
  readonly knownAt?: string;
  /** The folder of an earlier export. */
  readonly deltaFrom?: string;
}

export function definitionOf(dataset: string, asked: ExportAsked): ExportDefinition {
  const { profile, language, columns, deltaFrom } = asked;
  return {
    dataset,
    profile,
    mode: deltaFrom === undefined ? 'full' : 'delta',
    filters: filtersOf(asked.filter),
    ...(columns && { columns }),
    ...(language && { language }),
  };
}

function filtersOf(given: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const filters = new Map<string, string[]>();
  for (const one of given) {
    const equals = one.indexOf('=');
    if (equals < 1) throw new CannotRun(`--filter takes name=value, not ${one}.`);
    const name = one.slice(0, equals);
    filters.set(name, [...(filters.get(name) ?? []), one.slice(equals + 1)]);
  }
  return Object.fromEntries(filters);
}

/**
 * The question at the times that were asked for; by default now, with all that is recorded. Waits
 * for the views, and never takes what they have reached for all there is.
 */
export async function questionOf(
  definition: ExportDefinition,
  { validAt, knownAt, deltaFrom }: ExportAsked,
  registers: Registers,
  ledger: Ledger,
): Promise<ExportQuestion> {
  const known = knownAt ?? `position:${(await ledger.head()).position}`;
  const asOf = await registers.asOf(validAt, known, STATUS_VIEWS);
  const question = { ...definition, asOf: { validAt: asOf.validAt, position: asOf.knownAt } };
  if (deltaFrom === undefined) return question;
  return { ...question, previous: await previousIn(deltaFrom, definition) };
}

/** Tells what was asked wrongly, and what is not ready, from a failure. */
export async function cannotBeExported<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidAsOf) {
      const option = error.parameter === 'validAt' ? '--valid-at' : '--known-at';
      throw new CannotRun(`${option} is not a time that Edict can read: ${error.value}`);
    }
    if (error instanceof NotYetProjected) {
      throw new CannotRun(
        `${error.message} Is a worker running? --known-at position:${error.reached} exports what they have.`,
        { cause: error },
      );
    }
    const isForeseen =
      error instanceof InvalidExport ||
      error instanceof FolderInUse ||
      error instanceof UnknownPosition;
    throw isForeseen ? new CannotRun(error.message, { cause: error }) : error;
  }
}
