import type { OnModuleInit, Type } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ALLOWED } from './allowed-to.js';
import { OPEN } from './open.js';

/** Edict does not start while a route says nothing about who may use it. */
@Injectable()
export class DeclaredRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const undeclared = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (isClass(metatype) ? this.undeclaredIn(metatype) : []));
    if (undeclared.length === 0) return;
    throw new Error(
      `Routes without @AllowedTo, @AllowedToWhole or @Open: ${undeclared.join(', ')}. ` +
        'Declare who may use them, there and in docs/roles.md.',
    );
  }

  private undeclaredIn(controller: Type<unknown>): readonly string[] {
    const prototype = controller.prototype as Record<string, () => unknown>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (handler === undefined || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
      const marked = [handler, controller];
      const isDeclared = [OPEN, ALLOWED].some(
        (key) => this.reflector.getAllAndOverride<unknown>(key, marked) !== undefined,
      );
      return isDeclared ? [] : [`${controller.name}.${name}`];
    });
  }
}

function isClass(metatype: unknown): metatype is Type<unknown> {
  return typeof metatype === 'function';
}
