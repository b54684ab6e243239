import type { Identity } from '#libs/access';
import { urlProblem } from '#libs/outbound';
import type { AllowedCalls } from '#libs/outbound';
import { LEAD_DAYS_UNASKED, webhookObjection } from '#libs/webhooks';
import type { WebhookTerms } from '#libs/webhooks';
import type { WholeShape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import type { WebhookRequest } from './webhook-bodies.js';

/**
 * The terms that a request spells, with what it leaves out.
 * @throws Problem `invalid-webhook`
 */
export function termsOf(request: WholeShape<WebhookRequest>, allowed: AllowedCalls): WebhookTerms {
  const { name, url, events, filters = {}, leadDays = LEAD_DAYS_UNASKED } = request;
  const problem = urlProblem(allowed, url);
  if (problem !== undefined) {
    const message = `The address ${problem}.`;
    const errors = [{ pointer: '/url', code: 'invalid-address', message }];
    throw new Problem('invalid-webhook', message, { errors });
  }
  return {
    ...(name !== undefined && { name }),
    url,
    events,
    filters,
    leadDays: [...leadDays].sort((one, other) => other - one),
  };
}

/**
 * Whoever makes or changes a webhook answers for it long after the request, so it takes a key.
 * @throws Problem `forbidden`
 */
export function refuseOthers(asker: Identity): void {
  const objection =
    asker.keyId === undefined
      ? 'A token is over before long; a webhook needs a key that answers for it.'
      : webhookObjection(asker);
  if (objection !== undefined) throw new Problem('forbidden', objection);
}
