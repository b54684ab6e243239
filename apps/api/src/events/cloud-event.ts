import { CloudEvent } from '#libs/exports';
import type { RecordedEvent } from '#libs/ledger';
import type { Shape } from '../answers/shape.js';

export { CloudEvent };

export function cloudEventOf(event: RecordedEvent): Shape<CloudEvent> {
  return { specversion: '1.0', datacontenttype: 'application/json', ...event };
}
