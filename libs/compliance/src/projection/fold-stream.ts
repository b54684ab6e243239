import { parseSubject } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';
import type { KnownStreams } from '../statuses/known-streams.js';
import { Knowledge } from './knowledge.js';
import { SEGMENT_LIKENESS, Segments } from './segments.js';
import type { NewRow } from './stored-rows.js';

/** The rows of all registers that a stream's whole history yields. */
export function foldStream(
  subject: string,
  events: readonly RecordedEvent[],
  known: KnownStreams,
): readonly NewRow[] {
  const stream = parseSubject(subject);
  // Streams that Edict writes about itself have no register.
  if (stream === undefined) return [];
  const knowledge = new Knowledge([], SEGMENT_LIKENESS);
  const segments = new Segments(stream);
  for (const { position } of events) {
    knowledge.learn(segments.of(known.at(subject, position)), position);
  }
  knowledge.finish();
  return knowledge.inserted.map((row) => ({ ...row, subject }));
}
