import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Health } from './health/health.js';
import type { Logger } from './logging/logger.js';
import type { Config } from './settings/config.js';

/** Tokens: the process's `Config` and its `Logger`. `Health` is its own token. */
export const CONFIG = Symbol('Config');
export const LOGGER = Symbol('Logger');

export interface RuntimeParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly health: Health;
}

/** What every part of a process may ask for: its settings, its log and its health. */
@Module({})
export class RuntimeModule {
  static of({ config, logger, health }: RuntimeParts): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: Health, useValue: health },
    ];
    return { module: RuntimeModule, global: true, providers, exports: [CONFIG, LOGGER, Health] };
  }
}
