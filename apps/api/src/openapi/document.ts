import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { CATALOGUE } from '#libs/governance';
import { ProblemDocument } from '../problems/problem-document.js';
import { documentedClasses, REF } from './answers.js';
import { classSchemas } from './class-schemas.js';
import { eventSchemas } from './event-schemas.js';
import { completeOperations } from './operations.js';
import { problemResponses } from './problem-responses.js';

/** The OpenAPI 3.1 document of the whole interface, made from the same declarations that serve it. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, description());
  const payloads = [...CATALOGUE.values()].map(({ payload }) => payload);
  const classes = classSchemas([...payloads, ...documentedClasses(), ProblemDocument], REF);
  const schemas = { ...Object.fromEntries(classes), ...eventSchemas() };
  return {
    ...document,
    paths: completeOperations(document.paths),
    components: {
      securitySchemes: document.components?.securitySchemes ?? {},
      schemas: sorted(schemas),
      responses: problemResponses(),
    } as NonNullable<OpenAPIObject['components']>,
  };
}

function description() {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Edict')
    .setDescription(
      'An append-only ledger of events in AI governance and the bitemporal registers folded from ' +
        'it. Every view answers `validAt` (what held then) and `knownAt` (as it was known then).',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'An API key of this server.' },
      'key',
    )
    .addCookieAuth(
      'edict-session',
      {
        type: 'apiKey',
        description: 'The session of a browser that a sign-in link has signed in.',
      },
      'session',
    )
    .addSecurityRequirements('key')
    .addSecurityRequirements('session')
    .addTag('Events', 'The ledger: recording and reading.')
    .addTag('Companies', 'What is known of one company.')
    .addTag('Compliance', 'Which duties bind whom, which are met, which are due when, and why.')
    .addTag('Registers', 'Systems, suspensions, filings, cases and the rest, as of any two times.')
    .addTag('Exports', 'Files by schedule: each nominal time once, as of that time.')
    .addTag('Webhooks', 'Messages to addresses: each change and each deadline once, in order.')
    .addTag('Importing', 'Files as they are published.')
    .addTag('Erasure', 'Personal values, which are not part of the bytes that proofs cover.')
    .addTag('Log', 'The ledger as a transparency log: checkpoints, tiles and proofs (C2SP).')
    .addTag('Access', 'Who may do what.')
    .addTag('Operations', 'Health and metrics.')
    .build();
}

function sorted(schemas: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
