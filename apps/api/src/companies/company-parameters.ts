import { AS_OF } from '../lists/as-of.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import { flag } from '../parameters/parameter.js';

const GROUP = { group: flag('Also everything of the filing entities whose parent it is.') };

export const COMPANY_PARAMETERS = { ...AS_OF, ...GROUP };
export const TIMELINE_PARAMETERS = { ...AS_OF, ...GROUP, ...PAGING, ...FORMAT };
