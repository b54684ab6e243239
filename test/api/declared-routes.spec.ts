import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AllowedTo } from '../../apps/api/src/access/allowed-to.js';
import { DeclaredRoutes } from '../../apps/api/src/access/declared-routes.js';
import { Open } from '../../apps/api/src/access/open.js';

@Controller('declared')
class Declared {
  @Open()
  @Get('open')
  open(): string {
    return 'open';
  }

  @AllowedTo('reader')
  @Get()
  read(): string {
    return 'read';
  }
}

@Controller('forgotten')
class Forgotten {
  @Open()
  @Get('open')
  open(): string {
    return 'open';
  }

  @Get()
  read(): string {
    return 'read';
  }
}

async function start(...controllers: (typeof Declared | typeof Forgotten)[]): Promise<void> {
  const providers = [DeclaredRoutes];
  const application = { imports: [DiscoveryModule], controllers, providers };
  const module = await Test.createTestingModule(application).compile();
  await module.init();
  await module.close();
}

describe('A route that says nothing about who may use it', () => {
  it('keeps Edict from starting, and is named', async () => {
    await expect(start(Declared, Forgotten)).rejects.toThrow(/: Forgotten\.read\. /);
  });

  it('is not found where every route says it', async () => {
    await expect(start(Declared)).resolves.toBeUndefined();
  });
});
