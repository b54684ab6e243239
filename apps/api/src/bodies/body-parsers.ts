import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { awaitBody, BODY_IDLE_MS } from './awaited-body.js';
import { BYTES_TYPE } from './paper-body.js';

/** Of a JSON body; SECURITY: "body 1 MiB". */
export const BODY_BYTES_MAX = 1024 * 1024;

export const JSON_TYPES = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
] as const;
export const LINES_TYPE = 'application/x-ndjson';

/**
 * JSON bodies arrive as bytes, for the strict parser needs what JSON.parse forgets; streams of lines
 * and plain bytes arrive as streams; everything else is refused as an unsupported media type.
 */
export function parseBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addHook('preParsing', refuseEncoded);
  server.addHook('preParsing', giveUpStuck);
  server.addContentTypeParser(
    [...JSON_TYPES],
    { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => {
      done(null, body);
    },
  );
  server.addContentTypeParser([LINES_TYPE, BYTES_TYPE], (_request, payload, done) => {
    done(null, payload);
  });
}

function giveUpStuck(
  request: FastifyRequest,
  _reply: unknown,
  _payload: unknown,
  done: () => void,
): void {
  awaitBody(request.raw, BODY_IDLE_MS);
  done();
}

/** RFC 9110, 8.4: what is packed is not read as though it were not. */
function refuseEncoded(
  request: FastifyRequest,
  _reply: unknown,
  _payload: unknown,
  done: (problem?: Problem) => void,
): void {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() === 'identity') {
    done();
    return;
  }
  const headers = { 'accept-encoding': 'identity' };
  done(new Problem('unsupported-media-type', 'Bodies are taken without encoding.', { headers }));
}
