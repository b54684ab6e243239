import { AS_OF } from '../lists/as-of.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import { STATUS_FILTERS } from './status-parameters.js';

const { company, obligation, status } = STATUS_FILTERS;

export const MATRIX_PARAMETERS = {
  company,
  obligation,
  status: {
    ...status,
    description: 'Companies that have such a duty, those of authorities aside; may repeat.',
  },
  ...AS_OF,
  ...PAGING,
  ...FORMAT,
};
