export { AccessModule } from './access.module.js';
export type { Identity, Period } from './identity.js';
export { FIRST_KEY_ROLES, isRole, ROLES } from './roles.js';
export type { Role } from './roles.js';
export { ApiKeys, KEYS_MAX, USE_MARKED_EVERY_S } from './keys/api-keys.js';
export type { ApiKeysOptions } from './keys/api-keys.js';
export { Grants } from './keys/grants.js';
export { KEY_COMPANIES_MAX, KEY_NAME_LENGTH_MAX, problemsOf } from './keys/check-grant.js';
export type { GrantProblem } from './keys/check-grant.js';
export { OIDC_ALGORITHMS, OidcTokens, PROVIDER_ASKED_EVERY_MS } from './oidc/oidc-tokens.js';
export type { OidcSettings } from './oidc/oidc-tokens.js';
export type { KeyGrant, NewKey, StoredKey } from './keys/key-grant.js';
export { CALENDAR_FEEDS_MAX, CalendarFeeds } from './feeds/calendar-feeds.js';
export type { CalendarFeed, FeedContent, NewCalendarFeed } from './feeds/calendar-feeds.js';
export {
  ACCESS_ACTIONS,
  AccessLog,
  FAILURES_NOTED_MAX,
  NOTED_AGAIN_AFTER_S,
} from './log/access-log.js';
export type { Access, AccessAction, AccessSelection, Asked } from './log/access-log.js';
export { addressOf } from './limits/address-of.js';
export { inScope, StatementOutOfScope } from './scope/in-scope.js';
export { RequestLimits } from './limits/request-limits.js';
export {
  BrowserSessions,
  SESSION_GOOD_S,
  SESSION_IDLE_S,
  SESSIONS_MAX,
  SIGN_IN_LINK_GOOD_S,
  SIGN_IN_LINKS_MAX,
} from './sessions/browser-sessions.js';
export type { BrowserSession, NewSession, SignInLink } from './sessions/browser-sessions.js';
export { signInAddress } from './sessions/sign-in-address.js';
export { StandingKeys } from './keys/standing-keys.js';
export { idOf } from './keys/api-key.js';
