import type { Journalled } from './journal.js';
import { leafHash } from './merkle-tree.js';
import type { StoredEvent, StoredLedger } from './stored.js';

/**
 * Holds what is stored against what the writers know: acknowledged is there once, at its place;
 * refused or never sent is absent; of what is unknown there is one or none.
 * @param own the source of the writers' events; others may have written as well
 */
export function checkJournalled(
  { events }: Pick<StoredLedger, 'events'>,
  { sent, refused, acknowledged }: Journalled,
  own: string,
): readonly string[] {
  const stored = byId(events.filter(({ source }) => source === own));
  const findings: string[] = [];
  for (const [id, places] of acknowledged) {
    const [event] = stored.get(id) ?? [];
    for (const { position, leafHash: told } of places) {
      if (event === undefined) findings.push(`lost: ${id}, acknowledged at ${position}`);
      else if (event.position !== position)
        findings.push(`moved: ${id}, acknowledged at ${position}, stands at ${event.position}`);
      else if (told !== '' && told !== event.leafHash)
        findings.push(`changed: ${id} at ${position} has another leaf hash`);
    }
  }
  for (const [id, { length }] of stored) {
    if (length > 1) findings.push(`doubled: ${id} stands ${length} times`);
    if (!sent.has(id)) findings.push(`never sent: ${id} is there`);
    if (refused.has(id) && !acknowledged.has(id)) findings.push(`refused: ${id} is there`);
  }
  return findings;
}

function byId(events: readonly StoredEvent[]): ReadonlyMap<string, readonly StoredEvent[]> {
  const found = new Map<string, StoredEvent[]>();
  for (const event of events) found.set(event.id, [...(found.get(event.id) ?? []), event]);
  return found;
}

/** Positions and sequences without gaps, time that never runs back, columns that follow the bytes. */
export function checkOrder({ head, events }: StoredLedger): readonly string[] {
  const inOrder = [...events].sort((one, other) => one.position - other.position);
  const findings = inOrder.flatMap(contradictions);
  const sequences = new Map<string, number>();
  let time = -Infinity;
  for (const [index, { position, subject, sequence, recordedAt }] of inOrder.entries()) {
    if (position !== index + 1) findings.push(`gap: ${position} stands in place ${index + 1}`);
    const next = (sequences.get(subject) ?? 0) + 1;
    if (sequence !== next) findings.push(`gap: ${subject} has ${sequence} in place of ${next}`);
    sequences.set(subject, sequence);
    if (recordedAt.getTime() < time) findings.push(`back in time: position ${position}`);
    time = recordedAt.getTime();
  }
  const last = inOrder.at(-1)?.position ?? 0;
  if (head !== last) findings.push(`head: it says ${head}, the last event is ${last}`);
  return findings;
}

function contradictions(event: StoredEvent): readonly string[] {
  const { position, bytes } = event;
  if (leafHash(bytes).toString('hex') !== event.leafHash) {
    return [`leaf: position ${position} has another hash than its bytes`];
  }
  const said = JSON.parse(bytes.toString('utf8')) as Readonly<Record<string, unknown>>;
  const columns = ['position', 'source', 'id', 'type', 'subject', 'sequence'] as const;
  const differing: string[] = columns.filter((column) => said[column] !== event[column]);
  if (Date.parse(String(said['recordedtime'])) !== event.recordedAt.getTime()) {
    differing.push('recordedtime');
  }
  return differing.map((column) => `column: ${column} of ${position} is not what its bytes say`);
}
