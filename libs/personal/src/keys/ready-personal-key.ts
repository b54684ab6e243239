import type pg from 'pg';
import { finishErasures } from '../erasing/finish-erasures.js';
import { loadPersonalKey } from './load-personal-key.js';
import type { PersonalKeySettings } from './load-personal-key.js';
import type { PersonalKey } from './personal-key.js';

/**
 * The key of personal values, once nothing stands any more that the ledger says was erased: a
 * process has it before it shows anything.
 * @throws NoPersonalKey
 */
export async function readyPersonalKey(
  settings: PersonalKeySettings,
  client: pg.Pool | pg.ClientBase,
): Promise<PersonalKey> {
  const key = await loadPersonalKey(settings, client);
  await finishErasures(client);
  return key;
}
