export type { Checked, IncomingEvent, Recorded } from './incoming-event.js';
export { parseEnvelope } from './envelope/parse-envelope.js';
export { BATCH_SIZE_MAX, CHUNK_SIZE, Recorder } from './recorder.js';
export type { RecorderOptions, RecordOptions, WriteOptions } from './recorder.js';
export { RecordingModule } from './recording.module.js';
export { Refused } from './refused.js';
export { suppose } from './supposing.js';
export type { Supposed, Supposing } from './supposing.js';
export type { EventProblem, RefusalFacts } from './refused.js';
export {
  DigestMismatch,
  isDigest,
  PAPER_BYTES_MAX,
  Papers,
  PaperTooLarge,
} from './papers/papers.js';
export { papersHeld, readPaper } from './papers/papers-held.js';
