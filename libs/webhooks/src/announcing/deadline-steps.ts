import type { AsOf } from '#libs/compliance';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { DEADLINES_LOOK_MS, DEADLINES_STEP_MS, DEADLINES_STEPS_MAX } from '../working/limits.js';
import { noteAnnounced } from './announced.js';
import { deadlineMessages } from './deadline-messages.js';
import type { NewsViews } from './news-views.js';
import type { WatchedWebhook } from './watched-webhook.js';

export interface DeadlineStepsParts {
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  readonly views: NewsViews;
}

/**
 * Looks at deadlines from one moment to the next, a day at most: after a pause each day is made up for
 * as it would have been seen then.
 */
export class DeadlineSteps {
  constructor(private readonly parts: DeadlineStepsParts) {}

  /** Whether any deadline has come near. */
  async take(
    {
      webhook,
      companies,
    }: {
      readonly webhook: WatchedWebhook;
      readonly companies: readonly string[] | undefined;
    },
    moment: AsOf,
  ): Promise<boolean> {
    const { pool, views } = this.parts;
    let at = webhook;
    let isNews = false;
    for (let steps = 0; steps < DEADLINES_STEPS_MAX && isDue(at, moment); steps += 1) {
      const from = { validAt: at.nearAt, knownAt: at.nearPosition };
      const near = await this.next(from, moment);
      const messages = await views.within(companies, () => deadlineMessages(views, at, from, near));
      if (!(await noteAnnounced(pool, at, messages, { near }))) break;
      at = { ...at, nearAt: near.validAt, nearPosition: near.knownAt };
      isNews ||= messages.length > 0;
    }
    return isNews;
  }

  private async next({ validAt, knownAt }: AsOf, moment: AsOf): Promise<AsOf> {
    const instant = Date.parse(validAt) + DEADLINES_STEP_MS;
    if (instant >= Date.parse(moment.validAt)) return moment;
    const day = new Date(instant).toISOString();
    const position = await this.parts.ledger.positionAt(day);
    return { validAt: day, knownAt: Math.max(position, knownAt) };
  }
}

function isDue({ nearAt, nearPosition }: WatchedWebhook, { validAt, knownAt }: AsOf): boolean {
  const passedMs = Date.parse(validAt) - Date.parse(nearAt);
  return nearPosition <= knownAt && passedMs >= DEADLINES_LOOK_MS;
}
