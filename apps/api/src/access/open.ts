import { SetMetadata } from '@nestjs/common';

export const OPEN = 'edict:open';

/** Marks one of the few routes that need no key. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);
