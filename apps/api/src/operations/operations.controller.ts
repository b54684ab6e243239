import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ROLES } from '#libs/access';
import type { HealthReport } from '#libs/runtime';
import { Health } from '#libs/runtime';
import { AllowedToWhole } from '../access/allowed-to.js';
import { Open } from '../access/open.js';
import { HealthAnswer } from './health-answer.js';
import { refTo } from '../openapi/answers.js';
import { Metrics } from './metrics.js';

const HEALTH = { content: { 'application/json': { schema: refTo(HealthAnswer) } } };

@ApiTags('Operations')
@Controller()
export class OperationsController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  @Open()
  @Get('health/live')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'isLive', summary: 'Whether the process answers' })
  @ApiOkResponse({ description: 'It does.', ...HEALTH })
  live(): HealthReport {
    return { status: 'ok', checks: {} };
  }

  @Open()
  @Get('health/ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'isReady', summary: 'Whether the server can serve' })
  @ApiOkResponse({ description: 'Status is ok or degraded.', ...HEALTH })
  @ApiServiceUnavailableResponse({ description: 'Status is down.', ...HEALTH })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report();
    if (report.status === 'down') reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }

  @AllowedToWhole(...ROLES)
  @Get('metrics')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'readMetrics', summary: 'Metrics in the Prometheus format' })
  @ApiOkResponse({
    description: 'Text exposition format.',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
