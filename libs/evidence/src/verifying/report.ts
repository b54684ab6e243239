import type { Finding } from './findings.js';
import type { ComparedOlder } from './older-checkpoints.js';
import type { VerifiedPack } from './verified-pack.js';

const VERDICTS: Readonly<Record<VerifiedPack['verdict'], string>> = {
  verified: 'Verified: the pack is what the log has signed.',
  tampered: 'Tampered: the pack is not what the log has signed.',
  weaker: 'Nothing is wrong, but less is shown than was asked.',
};

/** The verdict and what it rests on, for people. */
export function linesOfPack(verified: VerifiedPack): readonly string[] {
  const { verdict, findings, findingCount, weaker, notChecked, since } = verified;
  return [
    VERDICTS[verdict],
    ...findings.flatMap(linesOfFinding),
    ...(findingCount > findings.length ? [`  ... ${findingCount - findings.length} more`] : []),
    ...weaker.map((why) => `  weaker: ${why}`),
    ...linesOfQuestion(verified),
    ...since.map(lineOfOlder),
    'Not checked:',
    ...notChecked.map((what) => `  ${what}`),
  ];
}

function linesOfFinding({ kind, detail, notes = [] }: Finding): readonly string[] {
  const lines = notes.flatMap((note) => note.trimEnd().split('\n').concat(''));
  return [`  ${kind}: ${detail}`, ...lines.map((line) => `    | ${line}`)];
}

function linesOfQuestion(verified: VerifiedPack): readonly string[] {
  const { question, origin, covered, root, events, signedBy, wholeUpTo } = verified;
  const { company, from, to, position } = question;
  return [
    company === undefined
      ? `  The whole log ${origin}.`
      : `  ${company} from ${from} to ${to}, as known at position ${position} of the log ${origin}.`,
    `  ${events} events under a checkpoint over ${covered}, root ${root}.`,
    signedBy.length > 0
      ? `  Signed by ${signedBy.join(', ')}, of the keys given.`
      : '  No key that was given vouches for it.',
    ...(wholeUpTo === undefined
      ? []
      : [`  Shown to have all that concerns it up to ${wholeUpTo}.`]),
  ];
}

function lineOfOlder({ where, size, verdict }: ComparedOlder): string {
  const said = {
    consistent: 'the pack begins with it',
    contradicted: 'the pack contradicts it',
    'not-shown': 'not shown',
    lost: 'its last events were lost, as the log says',
  }[verdict];
  return `  Checkpoint over ${size} in ${where}: ${said}.`;
}
