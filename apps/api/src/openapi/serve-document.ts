import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './document.js';

/** The document at /openapi.json, and a page to read and try it at /docs, without any other host. */
export function serveDocument(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    raw: ['json'],
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Edict',
    swaggerOptions: { persistAuthorization: false, docExpansion: 'list' },
  });
}
