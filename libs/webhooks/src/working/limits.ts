/** How often it is looked for messages to tell, and for events that were recorded. */
export const TICK_MS = 1_000;
/** How often it is looked for what time alone changed. */
export const TIME_LOOK_MS = 5_000;
/** How often deadlines are looked at; each look costs as much as reading them. */
export const DEADLINES_LOOK_MS = 60_000;
/** Of deadlines at once: what is made up for after a pause is looked at day by day. */
export const DEADLINES_STEP_MS = 86_400_000;
/** Days that are made up for in one look. */
export const DEADLINES_STEPS_MAX = 31;
/** Where nothing is news, how far a webhook has come is noted this often. */
export const PLACE_NOTED_MS = 60_000;
/** Changes that are looked at in one go. */
export const CHANGES_AT_ONCE_MAX = 200;
/** More wait where they come from: in the views. */
export const PENDING_MAX = 1_000;
/** Webhooks that one worker calls at the same time; each is called by one worker, once at a time. */
export const TOLD_AT_ONCE = 4;
/** Who holds a webhook for longer without a sign of life has died. */
export const CLAIM_MS = 20_000;
/** How long messages that are done are kept. */
export const KEPT_DAYS = 30;
export const RETENTION_EVERY_MS = 60_000;
export const REMOVED_AT_ONCE_MAX = 1_000;
