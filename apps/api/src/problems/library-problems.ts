import {
  InvalidAsOf,
  InvalidFilter,
  InvalidPageEnd,
  InvalidSort,
  NotKnown,
  NotYetProjected,
  OutsidePeriod,
  UnknownPosition,
} from '#libs/compliance';
import { CompanyNotInPack, InvalidPackRequest } from '#libs/evidence';
import { ChainPassed } from '#libs/exports';
import { RefusedPacks, UnreadableFile } from '#libs/importers';
import {
  BatchTooLarge,
  EventTooLarge,
  LedgerUnavailable,
  MalformedJson,
  NotCanonical,
  NotSigned,
  UnknownCheckpoint,
} from '#libs/ledger';
import { ErasureRefused } from '#libs/personal';
import { DigestMismatch, PaperTooLarge } from '#libs/recording';
import { TooManyWaiting } from '#libs/runtime';
import { TooManyAside } from '#libs/webhooks';
import { invalidParameters, Problem } from './problem.js';

/** What the errors of the libraries mean to a client. */
export function ofLibraries(error: unknown): Problem | undefined {
  return (
    ofLedger(error) ??
    ofExports(error) ??
    ofWebhooks(error) ??
    ofRegisters(error) ??
    ofImporters(error) ??
    ofPapers(error) ??
    ofEvidence(error) ??
    ofErasures(error)
  );
}

function ofEvidence(error: unknown): Problem | undefined {
  if (error instanceof CompanyNotInPack) {
    return new Problem('not-found', `No company "${error.company}" is known then.`);
  }
  if (error instanceof InvalidPackRequest) return wrong(error.field, error.message);
  if (error instanceof TooManyWaiting) {
    return new Problem('too-many-requests', 'As much work of this kind is asked for as may wait.');
  }
  return undefined;
}

function ofErasures(error: unknown): Problem | undefined {
  if (!(error instanceof ErasureRefused)) return undefined;
  const { code, detail, pointer } = error;
  if (code === 'unknown-erasure') return new Problem('not-found', detail);
  if (pointer === undefined) return new Problem(code, detail);
  return new Problem(code, detail, { errors: [{ pointer, code, message: detail }] });
}

function ofExports(error: unknown): Problem | undefined {
  return error instanceof ChainPassed ? new Problem('chain-passed', error.message) : undefined;
}

function ofWebhooks(error: unknown): Problem | undefined {
  return error instanceof TooManyAside ? new Problem('too-many-aside', error.message) : undefined;
}

function ofPapers(error: unknown): Problem | undefined {
  if (error instanceof PaperTooLarge) return new Problem('paper-too-large', error.message);
  if (error instanceof DigestMismatch) return new Problem('digest-mismatch', error.message);
  return undefined;
}

function ofImporters(error: unknown): Problem | undefined {
  if (error instanceof RefusedPacks) return ofPacks(error);
  if (!(error instanceof UnreadableFile)) return undefined;
  const { reason: code, detail: message } = error;
  if (code === 'too-large') return new Problem('upload-too-large', message);
  return new Problem('unreadable-file', message, { errors: [{ pointer: '/file', code, message }] });
}

function ofPacks({ problems, message }: RefusedPacks): Problem {
  const errors = problems.map(({ pointer, code, text, line }) => ({
    pointer,
    code,
    message: text,
    line,
  }));
  return new Problem('invalid-rule-pack', message, { errors });
}

function ofLedger(error: unknown): Problem | undefined {
  if (error instanceof MalformedJson) return new Problem('malformed-json', error.message);
  if (error instanceof NotCanonical) return new Problem('malformed-json', error.message);
  if (error instanceof EventTooLarge) return new Problem('event-too-large', error.message);
  if (error instanceof BatchTooLarge) return new Problem('batch-too-large', error.message);
  if (error instanceof NotSigned) return new Problem('not-yet-signed', error.message);
  if (error instanceof UnknownCheckpoint) return ofCheckpoint(error);
  if (error instanceof LedgerUnavailable) return unavailable(error.retryAfterSeconds);
  return isOutage(error) ? unavailable() : undefined;
}

function ofRegisters(error: unknown): Problem | undefined {
  if (error instanceof NotKnown) return new Problem('not-found', error.message);
  if (error instanceof NotYetProjected) return new Problem('not-yet-projected', error.message);
  if (error instanceof InvalidAsOf) return wrong(error.parameter, error.message);
  if (error instanceof OutsidePeriod) return new Problem('forbidden', error.message);
  if (error instanceof UnknownPosition) return wrong('knownAt', error.message);
  if (error instanceof InvalidPageEnd) return new Problem('invalid-cursor', error.message);
  if (error instanceof InvalidFilter) return wrong(error.filter, error.message);
  if (error instanceof InvalidSort) return wrong('sort', error.message);
  return undefined;
}

function ofCheckpoint({ size, message }: UnknownCheckpoint): Problem {
  return new Problem(size === undefined ? 'not-yet-signed' : 'not-found', message);
}

function wrong(parameter: string, message: string): Problem {
  return invalidParameters([{ pointer: `/query/${parameter}`, code: 'invalid-value', message }]);
}

function unavailable(retryAfterSeconds?: number): Problem {
  const detail = 'The database cannot be reached at the moment.';
  if (retryAfterSeconds === undefined) return new Problem('unavailable', detail);
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return new Problem('unavailable', detail, { headers });
}

/**
 * Connection failures of Node, and the SQLSTATEs of a server that is away, stopping, full, or so
 * busy that locks and statements time out.
 */
function isOutage(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return OUTAGE_CODES.test(String(code)) || OUTAGE_MESSAGES.test(String(message));
}

const OUTAGE_CODES =
  /^(ECONN|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ENOSPC|ETIMEDOUT|EPIPE|08...|25P03|53...|55P03|57014|57P..|58030)/;
/** The database driver has no codes for these. */
const OUTAGE_MESSAGES =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client (has|was))/;
