import { checkDefinition, InvalidExport } from '#libs/exports';
import {
  GRACE_MINUTES_UNASKED,
  RETENTION_UNASKED,
  type Delivery,
  type ExportDefinition,
  type ExportProblem,
  type ExportTerms,
  type Schedule,
} from '#libs/exports';
import type { AllowedCalls } from '#libs/outbound';
import type { WholeShape } from '../answers/shape.js';
import type { InputError } from '../problems/problem.js';
import { Problem } from '../problems/problem.js';
import { checkDelivery } from './check-delivery.js';
import { checkSchedule } from './check-schedule.js';
import type { HasCalendar } from './check-schedule.js';
import type { ExportRequest } from './export-bodies.js';

export interface TermsChecks {
  readonly allowed: AllowedCalls;
  readonly hasCalendar: HasCalendar;
}

/**
 * The terms that a request spells, with what it leaves out.
 * @throws Problem `invalid-export` naming all that is wrong
 */
export async function checkTerms(
  request: WholeShape<ExportRequest>,
  { allowed, hasCalendar }: TermsChecks,
): Promise<ExportTerms> {
  const asked = askedIn(request);
  const schedule = request.schedule && (await checkSchedule(request.schedule, hasCalendar));
  const deliveries = (request.deliveries ?? []).map((delivery, index) =>
    checkDelivery(delivery, `/deliveries/${index}`, allowed),
  );
  const errors = [
    ...questionErrors(asked),
    ...(isWrong(schedule) ? schedule : []),
    ...deliveries.filter(isWrong).flat(),
    ...retentionErrors(request),
  ];
  if (errors.length > 0) {
    const detail = errors.map(({ message }) => message).join(' ');
    throw new Problem('invalid-export', detail, { errors });
  }
  return {
    name: request.name,
    asked,
    ...(schedule !== undefined && !isWrong(schedule) && { schedule }),
    deliveries: deliveries.filter((delivery): delivery is Delivery => !isWrong(delivery)),
    missedRuns: request.missedRuns ?? 'all',
    graceMinutes: request.graceMinutes ?? GRACE_MINUTES_UNASKED,
    retention: request.retention ?? RETENTION_UNASKED,
    enabled: request.enabled ?? true,
  };
}

function isWrong(
  checked: Schedule | Delivery | readonly InputError[] | undefined,
): checked is readonly InputError[] {
  return Array.isArray(checked);
}

function askedIn(request: WholeShape<ExportRequest>): ExportDefinition {
  const { dataset, filters, profile = 'data', mode = 'full', columns, language } = request;
  return {
    dataset,
    profile,
    mode,
    ...(filters !== undefined && { filters: filters as NonNullable<ExportDefinition['filters']> }),
    ...(columns !== undefined && { columns }),
    ...(language !== undefined && { language }),
  };
}

function questionErrors(asked: ExportDefinition): readonly InputError[] {
  const wrongFilters = Object.entries(asked.filters ?? {}).filter(([, value]) => !isTexts(value));
  if (wrongFilters.length > 0) {
    return wrongFilters.map(([name]) => ({
      pointer: `/filters/${name}`,
      code: 'invalid-filter',
      message: `The filter ${name} takes a text or a list of texts.`,
    }));
  }
  try {
    checkDefinition(asked);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidExport)) throw error;
    const { code, message } = error;
    return [{ pointer: POINTERS[code], code, message }];
  }
}

const POINTERS: Readonly<Record<ExportProblem, string>> = {
  'unknown-dataset': '/dataset',
  'unknown-filter': '/filters',
  'invalid-filter': '/filters',
  'unknown-column': '/columns',
  'invalid-moment': '',
  'missing-previous': '/mode',
  'other-previous': '/mode',
};

function isTexts(value: unknown): boolean {
  if (typeof value === 'string') return true;
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function retentionErrors({ retention }: WholeShape<ExportRequest>): readonly InputError[] {
  if (retention === undefined || Object.keys(retention).length > 0) return [];
  const message = 'A retention says how many runs or how many days.';
  return [{ pointer: '/retention', code: 'required', message }];
}
