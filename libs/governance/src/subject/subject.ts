import { STREAM_KINDS } from '../states/stream-kind.js';
import type { StreamKind } from '../states/stream-kind.js';

/** Ids of streams, features, cases and the like: lower case, as they stand in addresses. */
export const ID_PATTERN = /^[a-z0-9][a-z0-9.-]{0,99}$/;

export interface Subject {
  readonly kind: StreamKind;
  readonly id: string;
}

export function isId(text: string): boolean {
  return ID_PATTERN.test(text);
}

export function isStreamKind(text: string): text is StreamKind {
  return STREAM_KINDS.some((kind) => kind === text);
}

/** The parts of `<collection>/<id>`, or nothing where it is no subject of the catalogue. */
export function parseSubject(subject: string): Subject | undefined {
  const slash = subject.indexOf('/');
  const kind = subject.slice(0, slash);
  const id = subject.slice(slash + 1);
  return slash > 0 && isStreamKind(kind) && isId(id) ? { kind, id } : undefined;
}
