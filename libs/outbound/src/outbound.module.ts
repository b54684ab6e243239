import { Module } from '@nestjs/common';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { allowedCallsOf } from './allowed-calls.js';

/** Token: the `AllowedCalls` of the settings. */
export const ALLOWED_CALLS = Symbol('AllowedCalls');

/** Needs `RuntimeModule` in the application. */
@Module({
  providers: [
    {
      provide: ALLOWED_CALLS,
      inject: [CONFIG],
      useFactory: ({ outboundAllow }: Config) => allowedCallsOf(outboundAllow),
    },
  ],
  exports: [ALLOWED_CALLS],
})
export class OutboundModule {}
