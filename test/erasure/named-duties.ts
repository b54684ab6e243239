import { ApiKeys } from '#libs/access';
import { createPool } from '#libs/database';
import { COMPANY, event, SYSTEM } from '../api/setup/february.js';
import type { RunningServer } from '../api/setup/running-server.js';
import { defined, published } from '../statuses/rulebook.js';

/** Names that stand nowhere else, so that whatever has them was told by these events. */
export const OWNER = 'Canary Li 金丝雀';
export const GRANTER = 'Canary Wang 王';

const at = (time: string) => ({ time: `2026-02-${time}T09:00:00+08:00` });

export const ASSIGNED = event(
  'assigned',
  'duty.assigned',
  SYSTEM.subject,
  { obligation: 'label', owner: OWNER, houseDueOn: '2026-02-20' },
  at('09'),
);
export const WAIVED = event(
  'waived',
  'obligation.waived',
  SYSTEM.subject,
  { obligation: 'report', by: GRANTER, reason: 'A pilot area.', until: '2026-06-30' },
  at('09'),
);
/** The owner of another duty, put right: a correction names the person again. */
export const ASSIGNED_WRONGLY = event(
  'assigned-wrongly',
  'duty.assigned',
  COMPANY.subject,
  { obligation: 'record', owner: 'Canary Nobody' },
  at('09'),
);
export const PUT_RIGHT = event('put-right', 'event.corrected', COMPANY.subject, {
  event: { source: ASSIGNED_WRONGLY.source, id: ASSIGNED_WRONGLY.id },
  data: { obligation: 'record', owner: OWNER },
  reason: 'Another one looks after it.',
});

const RULES = [
  published('cn-rules'),
  defined('cn-rules', 'label', { due: { within: 3, unit: 'day' } }),
  defined('cn-rules', 'record', { due: { within: 3, unit: 'day' } }),
  defined('cn-rules', 'report', { due: { within: 3, unit: 'day' } }),
].map(({ type, subject, time, data }, index) =>
  event(`rule-${index}`, type, subject, data, { time }),
);

/** Events in which persons are named, at the last four positions. */
export const STORY = [
  COMPANY,
  SYSTEM,
  ...RULES,
  ASSIGNED,
  WAIVED,
  ASSIGNED_WRONGLY,
  PUT_RIGHT,
] as const;

export async function tellStory(server: RunningServer): Promise<void> {
  for (const one of STORY) {
    const { status, text } = await server.record(one);
    if (status !== 201) throw new Error(text);
  }
  await server.fresh('/v1/statuses');
}

/** A key beside that of the settings, for a second pair of eyes. */
export async function secondKey({ databaseUrl }: RunningServer): Promise<string> {
  const pool = createPool({ url: databaseUrl, role: 'edict_app', applicationName: 'spec', max: 1 });
  try {
    const key = await new ApiKeys(pool).ensureAdminKey();
    if (key === undefined) throw new Error('There was a second key before.');
    return key;
  } finally {
    await pool.end();
  }
}
