import { UNKNOWN_ALGORITHM } from './algorithm-state.js';
import type { AlgorithmState } from './algorithm-state.js';
import { UNPUBLISHED_CALENDAR } from './calendar-state.js';
import type { CalendarState } from './calendar-state.js';
import { UNKNOWN_COMPANY } from './company-state.js';
import type { CompanyState } from './company-state.js';
import { UNKNOWN_INSTRUMENT } from './instrument-state.js';
import type { InstrumentState } from './instrument-state.js';
import { UNCHECKED_SOURCE } from './source-state.js';
import type { SourceState } from './source-state.js';
import type { StreamKind } from './stream-kind.js';
import { UNKNOWN_SYSTEM } from './system-state.js';
import type { SystemState } from './system-state.js';
import { UNDECLARED_TERM } from './term-state.js';
import type { TermState } from './term-state.js';

export { STREAM_KINDS } from './stream-kind.js';
export type { StreamKind } from './stream-kind.js';

/** The folded state of each kind of stream. */
export interface States {
  readonly companies: CompanyState;
  readonly systems: SystemState;
  readonly algorithms: AlgorithmState;
  readonly instruments: InstrumentState;
  readonly calendars: CalendarState;
  readonly sources: SourceState;
  readonly terms: TermState;
}

const INITIAL: States = {
  companies: UNKNOWN_COMPANY,
  systems: UNKNOWN_SYSTEM,
  algorithms: UNKNOWN_ALGORITHM,
  instruments: UNKNOWN_INSTRUMENT,
  calendars: UNPUBLISHED_CALENDAR,
  sources: UNCHECKED_SOURCE,
  terms: UNDECLARED_TERM,
};

/** The state of a stream of which nothing is known. */
export function initialState<Kind extends StreamKind>(kind: Kind): States[Kind] {
  return INITIAL[kind];
}
