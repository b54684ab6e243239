import type { EventId } from '#libs/ledger';

/** A row of the table of requests. */
export interface StoredErasure {
  readonly id: string;
  readonly position: number | null;
  readonly fields: readonly string[] | null;
  readonly person: Buffer | null;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly source: string | null;
  readonly eventId: string | null;
  readonly values: number;
}

/** What somebody asked to be erased, and what became of it. It never says the value. */
export interface Erasure {
  readonly id: string;
  readonly state: 'pending' | 'erased';
  /** Absent where everything of a person is erased. */
  readonly event?: EventId & { readonly position: number; readonly fields: readonly string[] };
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly approvedBy?: string;
  readonly approvedAt?: Date;
  /** How many values it would destroy now, or has destroyed. */
  readonly values: number;
}

export function erasureOf(row: StoredErasure): Erasure {
  const { id, reason, requestedBy, requestedAt, approvedBy, approvedAt, values } = row;
  const event = eventOf(row);
  return {
    id,
    state: approvedAt === null ? 'pending' : 'erased',
    ...(event && { event }),
    reason,
    requestedBy,
    requestedAt,
    ...(approvedBy !== null && { approvedBy }),
    ...(approvedAt !== null && { approvedAt }),
    values,
  };
}

function eventOf({ source, eventId, position, fields }: StoredErasure): Erasure['event'] {
  if (source === null || eventId === null || position === null) return undefined;
  return { source, id: eventId, position, fields: fields ?? [] };
}
