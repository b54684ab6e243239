import type { Localized } from '../catalogue/event-type.js';
import type { TermKind, ValueType } from '../vocabulary/term.js';
import type { Occurrence } from './occurrence.js';

export interface TermState {
  readonly status: 'undeclared' | 'declared';
  readonly kind?: TermKind;
  readonly name?: string;
  readonly label?: Localized;
  readonly valueType?: ValueType;
  readonly declared?: Occurrence;
}

export const UNDECLARED_TERM: TermState = { status: 'undeclared' };
