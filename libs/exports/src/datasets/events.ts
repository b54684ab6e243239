import { REGISTER_VIEWS } from '#libs/compliance';
import { eventTable } from '#libs/ledger';
import { columnsFrom } from './columns-from.js';
import { defineDataset } from './dataset.js';
import type { RowsAsked } from './dataset.js';
import { CloudEvent } from './cloud-event.js';
import { anyOf, COMPANIES_FILTER, endOf, startOf, timeBound } from './filters.js';

/**
 * The ledger itself up to the position of the export, announced events included: valid time is a
 * column here and bounds nothing.
 */
export const EVENTS = defineDataset({
  name: 'events',
  version: 1,
  title: { en: 'Events', zh: '事件' },
  columns: columnsFrom(CloudEvent),
  key: ['position'],
  filters: {
    type: anyOf('An event type, or a family such as `feature.*`; may repeat.'),
    subject: anyOf('A stream, `<collection>/<id>`; may repeat.'),
    company: COMPANIES_FILTER,
    from: timeBound('Valid time at or after this; a date from its start.'),
    to: timeBound('Valid time before this; a date with its whole day.'),
  },
  // The streams of a company are those that the registers know.
  views: REGISTER_VIEWS,
  source: {
    table: async (asked, { companies, timeZone }) => {
      const { asOf, filters } = asked;
      const { type, from: [from] = [], to: [to] = [] } = filters;
      const subjects = await subjectsOf(asked, companies);
      return eventTable({
        before: asOf.position + 1,
        ...(type && { types: type }),
        ...(subjects && { subjects }),
        ...(from !== undefined && { from: startOf(from, timeZone) }),
        ...(to !== undefined && { to: endOf(to, timeZone) }),
      });
    },
  },
});

async function subjectsOf(
  { asOf, filters: { company, subject } }: RowsAsked,
  companies: { streamsKnown(ids: readonly string[], position: number): Promise<readonly string[]> },
): Promise<readonly string[] | undefined> {
  if (company === undefined) return subject;
  const streams = await companies.streamsKnown(company, asOf.position);
  return subject === undefined ? streams : streams.filter((stream) => subject.includes(stream));
}
