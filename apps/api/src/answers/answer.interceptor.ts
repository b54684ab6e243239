import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { HttpStatus, Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Observable } from 'rxjs';
import { mergeMap } from 'rxjs';
import { keepingReach } from '#libs/database';
import { csvStream } from '#libs/exports';
import { PersonalValues } from '#libs/personal';
import { Credentials } from '../access/credentials.js';
import { Flow, Table, Text, View } from './answer.js';
import { StaleSubjects } from './stale-subjects.js';

/** Gives every answer its headers: freshness, caching, type. Shows names in place of commitments. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly personal: PersonalValues,
    private readonly credentials: Credentials,
    private readonly stale: StaleSubjects,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        if (isOfViews(answer)) await this.#mark(reply);
        const shown = answered(await this.revealed(answer), request, reply);
        if (shown instanceof StreamableFile) this.credentials.watch(request, reply);
        return shown;
      }),
    );
  }

  async #mark(reply: FastifyReply): Promise<void> {
    const stale = await this.stale.told();
    if (stale !== undefined) reply.header('edict-stale', stale);
  }

  /** What identifies an answer is what it shows: it is another one once a name was erased. */
  private async revealed(answer: unknown): Promise<unknown> {
    if (answer instanceof View) {
      const { body, reached, identity, type } = answer;
      const [shown, known] = await this.personal.reveal([body, identity] as const);
      return new View(shown, reached, known, type);
    }
    if (!(answer instanceof Table)) return answer;
    const { name, columns, rows, profile, reached } = answer;
    const shown = this.personal.revealEach(rows);
    return new Table(name, columns, keepingReach(shown), profile, reached);
  }
}

function isOfViews(answer: unknown): boolean {
  return answer instanceof View || answer instanceof Table || answer instanceof Text;
}

function answered(answer: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  if (answer instanceof View) return view(answer, request, reply);
  if (answer instanceof Table) return table(answer, reply);
  if (answer instanceof Text) return text(answer, request, reply);
  if (answer instanceof Flow) return flow(answer, reply);
  return answer;
}

function view(
  { body, reached, identity, type }: View,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  fresh(reply, reached);
  if (isUnchanged(JSON.stringify(identity), request, reply)) return undefined;
  reply.type(type);
  return JSON.stringify(body);
}

function text({ type, content, reached }: Text, request: FastifyRequest, reply: FastifyReply) {
  fresh(reply, reached);
  if (isUnchanged(content, request, reply)) return undefined;
  reply.type(type);
  return content;
}

/** Tags the answer, and says so where whoever asks has it already. */
function isUnchanged(identity: string, request: FastifyRequest, reply: FastifyReply): boolean {
  const digest = createHash('sha256').update(identity).digest('base64url');
  const tag = `W/"${digest.slice(0, TAG_LENGTH)}"`;
  reply.header('etag', tag).header('vary', 'Accept, Accept-Language');
  if (!matches(request.headers['if-none-match'], tag)) return false;
  reply.code(HttpStatus.NOT_MODIFIED);
  return true;
}

const TAG_LENGTH = 27;

function table({ name, columns, rows, profile, reached }: Table, reply: FastifyReply) {
  fresh(reply, reached)
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('vary', 'Accept, Accept-Language');
  return streamed(csvStream(columns, rows, profile));
}

function flow({ type, content, reached, name }: Flow, reply: FastifyReply) {
  fresh(reply, reached).type(type).header('vary', 'Accept');
  if (name !== undefined) reply.header('content-disposition', `attachment; filename="${name}"`);
  const kept = Readable.from(keepingReach(content), { objectMode: false });
  // Whoever goes away before the first read leaves a content that nobody has begun, nor would end.
  kept.once('close', () => content.destroy());
  return streamed(kept);
}

function fresh(reply: FastifyReply, reached: number | undefined): FastifyReply {
  if (reached !== undefined) reply.header('edict-position', String(reached));
  return reply.header('cache-control', 'private, no-cache');
}

/** A failure half-way ends the connection, so that a cut answer never looks whole. */
function streamed(content: Readable): StreamableFile {
  return new StreamableFile(content).setErrorHandler(() => {
    content.destroy();
  });
}

/** Weak comparison (RFC 9110, 13.1.2). */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const opaque = tag.replace(/^W\//, '');
  return (
    header.trim() === '*' ||
    header.split(',').some((one) => one.trim().replace(/^W\//, '') === opaque)
  );
}
