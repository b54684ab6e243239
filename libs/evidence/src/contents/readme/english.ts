import { AHEAD_MINUTES_MAX, LATE_DAYS_MAX, UNCHECKED_DAYS_MAX } from '../gaps.js';
import type { Proven, Words } from './words.js';

export const ENGLISH: Words = {
  language: 'en',
  title: (name) => (name === undefined ? 'The whole ledger' : `Evidence about ${name}`),
  lead:
    'An evidence pack of Edict: events as they were recorded, what follows from them, and the proof ' +
    'that they were not altered since. It can be verified without a network and without trust in ' +
    'whoever made it.',
  question: {
    heading: 'The question',
    company: 'Company',
    whole: 'every event of the ledger',
    period: 'Period',
    known: 'Known',
    knownUpTo: (position) => `what was recorded up to event ${position}`,
    checkpoint: 'Checkpoint',
    signed: (origin, size) => `${size} events of the log ${origin}`,
    since: 'Earlier checkpoint',
    beginsWith: (size) => `${size} events, with which this one begins`,
    accessedUntil: 'Reads and papers up to',
  },
  statuses: {
    heading: 'Statuses',
    note:
      'At the start and at the end of the period, both as known at the event named above. ' +
      'state-start.csv and state-end.csv have them one by one, why.ndjson how each that is not met ' +
      'at the end came about.',
    header: ['Status', 'Start', 'End'],
    names: {
      breached: 'breached: a recorded finding says so',
      unevidenced: 'unevidenced: due, and nothing on record shows that it was met',
      unknown: 'unknown: a fact is missing that would tell whether it applies',
      pending: 'pending: not yet due',
      met: 'met',
      waived: 'waived: an exemption is on record',
    },
    expectations: 'duties of authorities, not counted above',
  },
  changes: {
    heading: 'Changes from start to end',
    header: ['Cause', 'Statuses'],
    causes: {
      'new-fact': 'a new fact',
      correction: 'a correction',
      'rule-change': 'a change of a rule',
      'calendar-change': 'a change of a calendar',
      'time-passed': 'time alone',
    },
  },
  gaps: {
    heading: 'Gaps',
    header: ['Kind', 'Lines of gaps.csv'],
    kinds: {
      'source-unchecked': `sources not checked for more than ${UNCHECKED_DAYS_MAX} days`,
      'source-check-failed': 'checks of a source that failed',
      'late-arrival': `events recorded more than ${LATE_DAYS_MAX} days after they happened`,
      'recorded-ahead': `events recorded more than ${AHEAD_MINUTES_MAX} minutes before they happen: announced, or a clock was wrong`,
      'clock-backwards': 'events whose record time lies before that of the event in front',
      'paper-missing': 'papers that evidence names and this pack has not',
    },
  },
  proves: { heading: 'What this proves', items: proves },
  lacks: { heading: 'What this does not prove', items: lacks },
  verifying: {
    heading: 'How to verify it',
    before:
      'Take the verifier key of the log from somewhere other than this file, and where you can a ' +
      'checkpoint that you kept earlier. With Node.js and nothing else:',
    after: [
      'verify.mjs is in this pack, but it is only as good as whoever gave you the pack: prefer one ' +
        'that you got elsewhere, or the command edict verify.',
      'It ends with 0 where all is verified, 1 where something was tampered with, 2 where the file is ' +
        'no pack, and 3 where nothing is wrong but less was shown than can be, such as without a key.',
    ],
  },
  files: {
    heading: 'The files',
    names: [
      ['verify.mjs', 'verifies this pack; it needs Node.js only'],
      ['checkpoint', 'the size and root of the ledger, signed'],
      [
        'checkpoint-since, consistency.json',
        'an earlier checkpoint, and the proof that this one begins with it',
      ],
      ['events.ndjson', 'the events, each line the bytes that were hashed'],
      ['proofs.ndjson', 'for each event the proof that it is in the checkpoint'],
      ['heads.json', 'how many events the company had, proved by a record in the ledger'],
      [
        'state-start.csv, state-end.csv, changes.csv, why.ndjson, gaps.csv',
        'what follows from the events',
      ],
      ['access-log.csv', 'who read this evidence; not proved'],
      ['papers/', 'papers that evidence names, each under its SHA-256'],
      [
        'personal.ndjson',
        'personal fields that were not erased; the events hold commitments to them',
      ],
      ['manifest.json, SHA256SUMS', 'the question, and size and SHA-256 of each file'],
    ],
  },
};

function proves({ position, covered, since, completeTo, isWhole }: Proven): readonly string[] {
  return [
    isWhole
      ? `These are all events of the ledger from the first to event ${position}, in their order: the root that was signed is that of these bytes.`
      : `Every event here stands in the ledger of ${covered} events that was signed, at its position and byte for byte as it was recorded.`,
    ...(since === undefined
      ? []
      : [`That ledger begins with all ${since} events of the earlier checkpoint, unaltered.`]),
    ...(completeTo === undefined || isWhole
      ? []
      : [
          `Up to event ${completeTo} no event that concerns the company is left out: the ledger itself has counted them.`,
        ]),
    ...(isWhole
      ? []
      : [
          'The statuses, changes, derivations and gaps follow from these events: whoever verifies computes them anew and compares every byte.',
        ]),
  ];
}

function lacks({ position, completeTo, isWhole }: Proven): readonly string[] {
  return [
    'That an event was true when it was recorded, or that everything that happened was recorded.',
    `Anything about events recorded after event ${position}.`,
    ...(isWhole ? [] : completeness(position, completeTo)),
    'That whoever holds the signing key has not signed another history for others: a checkpoint that was kept elsewhere shows that.',
    'That the list of reads in access-log.csv is whole or true: it is not part of the ledger.',
    'A violation. An unevidenced duty is one for which nothing is on record; Edict gives no legal advice.',
  ];
}

function completeness(position: number, completeTo: number | undefined): readonly string[] {
  if (completeTo === undefined) {
    return ['That no event of the company was left out: the ledger had not counted them yet.'];
  }
  if (completeTo >= position) return [];
  return [`That none of the company’s events after event ${completeTo} was left out.`];
}
