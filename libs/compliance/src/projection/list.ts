import type { Ledger, Projection } from '#libs/ledger';
import { StatusesProjection } from '../statuses/statuses-projection.js';
import { LIVE, type Generation } from './generation.js';
import { RegistersProjection } from './registers-projection.js';

/** Every projection that keeps views up with the ledger; each is run by itself. */
export function projectionsOf(
  ledger: Pick<Ledger, 'histories' | 'lengths'>,
  generation: Generation = LIVE,
): readonly Projection[] {
  return [new RegistersProjection(ledger, generation), new StatusesProjection(ledger, generation)];
}
