import { ROW_STATUSES } from '#libs/compliance';
import type { StatusSelection } from '#libs/compliance';
import type { PersonalValues } from '#libs/personal';
import { AS_OF } from '../lists/as-of.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import type { Asked } from '../parameters/parameter.js';
import { choice, listOf, text } from '../parameters/parameter.js';

/** Which duties are asked for. */
export const STATUS_FILTERS = {
  company: listOf(text('Id of a company; may repeat.', 'bytedance')),
  system: listOf(text('Id of a system; may repeat.', 'seedance-2.0')),
  obligation: listOf(text('Id of an obligation; may repeat.', 'cn-label-4')),
  instrument: text('Id of the instrument that the obligation stands in.', 'cn-label-2025'),
  jurisdiction: text('Where the obligation applies.', 'CN'),
  status: listOf(choice('What the duty is; may repeat.', ROW_STATUSES)),
  owner: text('Who looks after it.'),
};

export const STATUS_PARAMETERS = { ...STATUS_FILTERS, ...AS_OF, ...PAGING, ...FORMAT };

/** The duties of somebody whose name the ledger has in one form or another. */
export async function ownedSelectionOf(
  asked: Asked<typeof STATUS_FILTERS>,
  personal: PersonalValues,
): Promise<StatusSelection> {
  const { owner } = asked;
  const selection = selectionOf(asked);
  return owner === undefined ? selection : { ...selection, owners: await personal.formsOf(owner) };
}

/** All conditions but that on the owner. */
export function selectionOf(asked: Asked<typeof STATUS_FILTERS>): StatusSelection {
  const { company, system, obligation, status, instrument, jurisdiction } = asked;
  return {
    ...(company && { companies: company }),
    ...(system && { systems: system }),
    ...(obligation && { obligations: obligation }),
    ...(status && { statuses: status }),
    ...(instrument !== undefined && { instrument }),
    ...(jurisdiction !== undefined && { jurisdiction }),
  };
}
