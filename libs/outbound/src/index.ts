export { allowedCallsOf } from './allowed-calls.js';
export type { AllowedCalls } from './allowed-calls.js';
export { callFailure } from './call-failure.js';
export { CallNotAllowed, checkedLookup, checkUrl, urlProblem } from './checked-calls.js';
export { ALLOWED_CALLS, OutboundModule } from './outbound.module.js';
export { ANSWER_BYTES_MAX, CALL_TIME_MAX_MS, post } from './post.js';
export { signedHeaders } from './signed-headers.js';
export type { Message } from './signed-headers.js';
export { newWebhookSecret, secretText } from './webhook-secret.js';
