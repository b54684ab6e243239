import type { MessageType } from '../webhook-terms.js';

/** A webhook that this worker alone may call. */
export interface Claim {
  readonly id: string;
  readonly claim: number;
}

/** A message that is to be told now. */
export interface TakenMessage {
  readonly sequence: number;
  readonly id: string;
  readonly type: MessageType;
  readonly body: string;
  /** A test, or told again: what becomes of it says nothing of the others. */
  readonly aside: boolean;
  readonly failures: number;
  readonly failuresOfWebhook: number;
}

/** What a call came to. */
export interface Outcome {
  /** Of the answer, where there was one. */
  readonly status?: number;
  readonly error?: string;
}
