import { STATUSES } from '#libs/rulebook';
import type { PackQuestion } from '../../format/manifest.js';
import type { CompanyFold } from '../company-fold.js';
import { GAP_KINDS } from '../gaps.js';
import type { PackAround, Told } from '../pack-contents.js';
import type { DutyState } from '../states.js';
import { command, escaped, heading, list, paragraph, table } from './html.js';
import { LANGUAGES } from './words.js';
import type { Proven, Words } from './words.js';

/** The company of a pack, and what is told of it. */
export interface OfCompany {
  readonly fold: CompanyFold;
  readonly told: Told;
}

/** A document without scripts or anything from elsewhere, in each language. */
export function* readme(
  question: PackQuestion,
  around: PackAround,
  of?: OfCompany,
): Generator<string, void> {
  yield HEAD;
  for (const words of LANGUAGES) yield* section(words, question, around, of);
  yield '</body>\n</html>\n';
}

const HEAD = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Edict: evidence pack</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; }
th { font-weight: normal; }
pre { background: #eee; padding: 0.6rem; overflow-x: auto; }
section + section { border-top: 2px solid; margin-top: 3rem; }
</style>
</head>
<body>
`;

function* section(
  words: Words,
  question: PackQuestion,
  around: PackAround,
  of: OfCompany | undefined,
): Generator<string, void> {
  const proven = provenBy(question, around);
  yield `<section lang="${words.language}">\n`;
  yield `<h1>${escaped(words.title(nameIn(words, of)))}</h1>\n${paragraph(words.lead)}`;
  yield asked(words, question, around);
  if (of !== undefined) yield* totals(words, of.told);
  yield heading(words.proves.heading) + list(words.proves.items(proven));
  yield heading(words.lacks.heading) + list(words.lacks.items(proven));
  yield heading(words.verifying.heading) + paragraph(words.verifying.before);
  yield command(verification(around)) + words.verifying.after.map(paragraph).join('');
  yield heading(words.files.heading) + table([], words.files.names);
  yield '</section>\n';
}

function provenBy(question: PackQuestion, { checkpoint, completeTo }: PackAround): Proven {
  const { company, position, since } = question;
  return {
    position,
    covered: checkpoint.size,
    since,
    completeTo,
    isWhole: company === undefined,
  };
}

function nameIn({ language }: Words, of: OfCompany | undefined): string | undefined {
  if (of === undefined) return undefined;
  const { zh, en } = of.fold.state.name?.name ?? {};
  return (language === 'zh' ? (zh ?? en) : (en ?? zh)) ?? of.fold.company;
}

function asked({ question: words }: Words, question: PackQuestion, around: PackAround): string {
  const { company, from, to, position, since, accessedUntil } = question;
  const { origin, size } = around.checkpoint;
  return (
    heading(words.heading) +
    table(
      [],
      [
        [words.company, company ?? words.whole],
        [words.period, `${from} – ${to}`],
        [words.known, words.knownUpTo(position)],
        [words.checkpoint, words.signed(origin, size)],
        ...(since === undefined ? [] : [[words.since, words.beginsWith(since)]]),
        ...(accessedUntil === undefined ? [] : [[words.accessedUntil, accessedUntil]]),
      ],
    )
  );
}

function* totals(words: Words, { start, end, changes, gaps }: Told): Generator<string, void> {
  yield heading(words.statuses.heading) + paragraph(words.statuses.note);
  yield statusTable(words, start, end);
  const causes = Object.entries(words.changes.causes).map(([cause, name]) => {
    return [name, count(changes, (change) => change.cause === cause)];
  });
  yield heading(words.changes.heading) + table(words.changes.header, causes);
  const kinds = GAP_KINDS.map((kind) => {
    return [words.gaps.kinds[kind], count(gaps, (gap) => gap.kind === kind)];
  });
  yield heading(words.gaps.heading) + table(words.gaps.header, kinds);
}

function statusTable(
  { statuses }: Words,
  start: readonly DutyState[],
  end: readonly DutyState[],
): string {
  const rows = STATUSES.filter((status) => status !== 'not-applicable').map((status) => {
    const isSo = ({ rule, answer }: DutyState) => !rule.expectation && answer.status === status;
    return [statuses.names[status], count(start, isSo), count(end, isSo)];
  });
  const isOfAuthority = ({ rule }: DutyState) => rule.expectation;
  const expectations = [
    statuses.expectations,
    count(start, isOfAuthority),
    count(end, isOfAuthority),
  ];
  return table(statuses.header, [...rows, expectations]);
}

function count<Each>(all: readonly Each[], isCounted: (one: Each) => boolean): string {
  return String(all.filter(isCounted).length);
}

function verification({ checkpoint }: PackAround): string {
  return `node verify.mjs <pack.zip> --key '${checkpoint.origin}+<id>+<key>' --since <checkpoint>`;
}
