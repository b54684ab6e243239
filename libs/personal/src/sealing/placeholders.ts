import { personalTexts, replaceTexts } from '#libs/governance';
import type { NewEvent } from '#libs/ledger';
import { formatCommitment, SALT_BYTES } from '#libs/merkle';

const PLACEHOLDER = formatCommitment(Buffer.alloc(SALT_BYTES));

/** The event as large as it is once sealed, or a little larger where its corrected type is unknown. */
export function withPlaceholders(event: NewEvent): NewEvent {
  const texts = personalTexts(event);
  if (texts.length === 0) return event;
  const inLeaf = new Map(texts.map(({ field }) => [field, PLACEHOLDER]));
  return { ...event, data: replaceTexts(event.data, inLeaf) };
}
