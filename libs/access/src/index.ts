export { AccessModule } from './access.module.js';
export { ApiKeys, USE_MARKED_EVERY_S } from './keys/api-keys.js';
export type { ApiKeysOptions, Identity } from './keys/api-keys.js';
export { CALENDAR_FEEDS_MAX, CalendarFeeds } from './feeds/calendar-feeds.js';
export type { CalendarFeed, FeedContent, NewCalendarFeed } from './feeds/calendar-feeds.js';
