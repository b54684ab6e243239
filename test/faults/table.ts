import type { FaultRow } from './row.js';
import type { PlayedRow } from './suite.js';

const HEADINGS = [
  'row',
  'seed',
  'rounds',
  'seconds',
  'verdict',
  'control',
  'what was done',
] as const;

/** What was played, what came of it, and everything that was found. */
export function tableOf(played: readonly PlayedRow[], seconds: number): string {
  const lines = [HEADINGS, ...played.map(cellsOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...table, '', ...played.flatMap(detailsOf), summaryOf(played, seconds), ''].join('\n');
}

function cellsOf({ row, missing, rounds, control }: PlayedRow): readonly string[] {
  if (missing !== undefined) return [row.name, '-', '0', '-', 'not run', '-', missing];
  const seeds = rounds.map(({ seed }) => seed);
  const isHeld = rounds.every(({ findings }) => findings.length === 0);
  return [
    row.name,
    String(seeds[0]),
    String(rounds.length),
    String(Math.round(rounds.reduce((sum, { seconds }) => sum + seconds, 0))),
    isHeld ? 'held' : 'BROKEN',
    control === undefined ? '-' : control.hasFailed ? 'failed, as it must' : 'DID NOT FAIL',
    rounds.at(-1)?.did ?? '',
  ];
}

function detailsOf({ row, rounds, control }: PlayedRow): readonly string[] {
  const found = rounds.filter(({ findings }) => findings.length > 0);
  return [
    ...found.flatMap(({ seed, findings }) => [
      `${row.name} (${row.fault}) is BROKEN; again with --only ${row.name} --seed ${seed}`,
      ...findings.map((finding) => `  ${finding}`),
    ]),
    ...(control === undefined ? [] : ofControl(row, control)),
  ];
}

function ofControl(
  { name, control: { broken, finds } }: FaultRow,
  { findings, hasFailed }: NonNullable<PlayedRow['control']>,
): readonly string[] {
  const said = hasFailed ? 'was found' : 'was NOT found';
  const shown = hasFailed
    ? findings.filter((finding) => finds.test(finding)).slice(0, 1)
    : findings;
  return [`control of ${name}: ${broken}; it ${said}`, ...shown.map((finding) => `  ${finding}`)];
}

function summaryOf(played: readonly PlayedRow[], seconds: number): string {
  const run = played.filter(({ missing }) => missing === undefined);
  const held = run.filter(({ rounds }) => rounds.every(({ findings }) => findings.length === 0));
  const controls = run.filter(({ control }) => control !== undefined);
  const failed = controls.filter(({ control }) => control?.hasFailed === true);
  return (
    `${held.length} of ${run.length} rows held, ${failed.length} of ${controls.length} controls ` +
    `failed as they must, ${played.length - run.length} rows were not run; ${seconds} s`
  );
}
