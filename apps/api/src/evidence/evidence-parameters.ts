import { integer, text } from '../parameters/parameter.js';
import { timeBound } from '../parameters/time-bound.js';

export const EVIDENCE_PARAMETERS = {
  from: timeBound(
    'The start of the period: RFC 3339 with offset, or a date (its first instant). Default: a ' +
      'year before its end.',
    '2026-02-01',
  ),
  to: timeBound(
    'The end of the period: RFC 3339 with offset, or a date (its last instant). Default: when the ' +
      'last event that is known was recorded.',
    '2026-02-28',
  ),
  knownAt: text(
    'What was known: RFC 3339 with offset, or `position:<n>`. Default: all that is signed.',
    'position:1234',
  ),
  since: integer('Size of an earlier checkpoint, with which the proof is to begin.', {
    minimum: 1,
  }),
  accessedUntil: timeBound(
    'Up to when reads, and papers that were stored, are in the pack: RFC 3339 with offset, or a ' +
      'date (its last instant). Default: now.',
    '2026-03-01',
  ),
};
