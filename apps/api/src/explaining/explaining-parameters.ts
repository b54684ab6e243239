import { AS_OF } from '../lists/as-of.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import { needed, text } from '../parameters/parameter.js';

export const WHY_PARAMETERS = {
  subject: needed(
    text('Whose duty: `<collection>/<id>` of the company or one of its systems.', 'systems/jimeng'),
  ),
  obligation: needed(text('Id of the obligation.', 'cn-label-4')),
  ...AS_OF,
};

const VIEWPOINT =
  '`validAt[,knownAt]`: RFC 3339 with offset, or a date (its last instant); then RFC 3339 or ' +
  '`position:<n>`.';

export const DIFF_PARAMETERS = {
  from: needed(
    text(
      `The statuses before: ${VIEWPOINT} Without knownAt: as \`to\` is known.`,
      '2026-02-01,position:1234',
    ),
  ),
  to: text(
    `The statuses after: ${VIEWPOINT} Default: now, all that is recorded.`,
    '2026-03-01,position:2345',
  ),
  ...PAGING,
  ...FORMAT,
};

export const REPLAY_PARAMETERS = {
  until: text(
    'The last event: `position:<n>`, or RFC 3339 with offset. Default: all that is recorded.',
    'position:1234',
  ),
  at: text(
    'Valid time of the statuses: RFC 3339 with offset, or a date (its last instant). Default: the ' +
      'moment at which the last event was recorded.',
    '2026-03-01',
  ),
};
