import { callFailure, post, signedHeaders } from '#libs/outbound';
import type { AllowedCalls } from '#libs/outbound';
import type { WebhookDelivery } from '../definitions/export-terms.js';
import { DeliveryFailed } from './delivered-run.js';
import type { DeliveredRun } from './delivered-run.js';

export const COMPLETED = 'export.completed';
/** The receiver wants to hear nothing more. */
const GONE = 410;

/**
 * Tells an address that an export is where it belongs, as Standard Webhooks has it. Whoever is told
 * twice, because an answer was lost, sees it by the id, which is the same each time.
 * @param place of the target among those of its run
 */
export async function tellWebhook(
  allowed: AllowedCalls,
  { url }: WebhookDelivery,
  run: DeliveredRun & { readonly place: number },
  secret: Buffer,
  signal: AbortSignal,
): Promise<void> {
  const id = `msg_${run.run}_${run.place}`;
  const message = { id, body: Buffer.from(JSON.stringify(messageOf(run))) };
  const headers = signedHeaders(message, new Date(), [secret]);
  const status = await post(allowed, url, headers, message.body, signal).catch(refused);
  if (status >= 200 && status < 300) return;
  throw new DeliveryFailed(`The receiver answered ${status}.`, status === GONE);
}

/** The same bytes, whenever it is told. */
function messageOf(run: DeliveredRun): object {
  const { nominalTime, position, asked, files, rows, manifestSha256 } = run;
  return {
    type: COMPLETED,
    timestamp: nominalTime.toISOString(),
    data: {
      export: run.export,
      run: run.run,
      nominalTime: nominalTime.toISOString(),
      asOf: { validAt: nominalTime.toISOString(), position },
      dataset: asked.dataset,
      mode: asked.mode,
      rows,
      manifestSha256,
      files: files.map(({ name, bytes, sha256 }) => ({
        name,
        bytes,
        sha256,
        path: `/v1/export-runs/${run.run}/files/${name}`,
      })),
    },
  };
}

function refused(cause: unknown): never {
  throw new DeliveryFailed(callFailure(cause), false, { cause });
}
