import type { RegisterName } from '#libs/compliance';
import { registerNamed } from '#libs/compliance';
import { rowExample } from '../openapi/row-examples.js';
import { STATUS_EXAMPLE, TOTALS_EXAMPLE } from '../statuses/status-example.js';

export const COMPANY_IN_LIST_EXAMPLE = { ...rowOf('companies'), ...TOTALS_EXAMPLE };

export const COMPANY_EXAMPLE = {
  ...COMPANY_IN_LIST_EXAMPLE,
  members: ['beijing-douyin'],
  systems: [
    {
      ...rowOf('systems'),
      algorithms: ['110108413760701250055'],
      obligations: [STATUS_EXAMPLE],
    },
  ],
  obligations: [],
  algorithms: [rowOf('algorithm-registrations')],
  openSuspensions: [rowOf('feature-suspensions')],
  openCases: [rowOf('enforcement')],
  restrictions: [],
  serviceFilings: [rowOf('service-filings')],
};

function rowOf(register: RegisterName): object {
  return rowExample(registerNamed(register)) ?? {};
}
