export { AccessModule } from './access.module.js';
export { ApiKeys, USE_MARKED_EVERY_S } from './keys/api-keys.js';
export type { ApiKeysOptions, Identity } from './keys/api-keys.js';
export { CALENDAR_FEEDS_MAX, CalendarFeeds } from './feeds/calendar-feeds.js';
export type { CalendarFeed, FeedContent, NewCalendarFeed } from './feeds/calendar-feeds.js';
export { ACCESS_ACTIONS, AccessLog, NOTED_AGAIN_AFTER_S } from './log/access-log.js';
export type { Access, AccessAction, AccessSelection } from './log/access-log.js';
export { idOf } from './keys/api-key.js';
