export { CannotRun } from './failures/cannot-run.js';
export { EXIT, exitCodeOf } from './failures/exit-code.js';
export type { ExitCode } from './failures/exit-code.js';
export { readIfThere } from './files/read-if-there.js';
export { syncFolder } from './files/sync-folder.js';
export { placeFile, replaceFile } from './files/whole-file.js';
export { CHECK_TIMEOUT_MS, Health } from './health/health.js';
export type { HealthCheck, HealthReport, HealthState, HealthStatus } from './health/health.js';
export { createLogger } from './logging/logger.js';
export type { Logger } from './logging/logger.js';
export { NestLogger } from './logging/nest-logger.js';
export { keepMemorySteady } from './memory/steady-memory.js';
export { CONFIG, LOGGER, RuntimeModule } from './runtime.module.js';
export type { RuntimeParts } from './runtime.module.js';
export { InvalidSettings, loadConfig, signingKeyOf, textOf } from './settings/config.js';
export type { Config, Environment } from './settings/config.js';
export type { Setting } from './settings/setting.js';
export {
  ADMIN_KEY_CHARACTERS_MAX,
  ADMIN_KEY_CHARACTERS_MIN,
  LOG_LEVELS,
  PORT_MAX,
  SETTINGS,
} from './settings/settings.js';
export type { LogLevel, Seed } from './settings/settings.js';
export { Interrupted, Shutdown, SHUTDOWN_TIMEOUT_MS } from './shutdown/shutdown.js';
export type { ShutdownOptions } from './shutdown/shutdown.js';
export { VERSION } from './version.js';
export { TooManyWaiting, Turns } from './turns/turns.js';
