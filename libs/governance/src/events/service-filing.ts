import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { OneOf, Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import type { ServiceFilingRecord } from '../states/dossier.js';
import { occurrenceOf, replaceWhere } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';

export const SERVICE_FILING_KINDS = ['filing', 'registration'] as const;
export type ServiceFilingKind = (typeof SERVICE_FILING_KINDS)[number];

export class ServiceFilingGranted extends Payload {
  @describe('The number of the generative-AI filing or registration.')
  @Text(limits.WORD_LENGTH_MAX)
  readonly number!: string;

  @describe('Filing (备案) of an own or tuned model, or registration (登记) of a called one.')
  @OneOf(SERVICE_FILING_KINDS)
  readonly kind!: ServiceFilingKind;

  @describe('The region whose authority granted it.')
  @Optional()
  @Text(limits.WORD_LENGTH_MAX)
  readonly region?: string;
}

export class ServiceFilingCancelled extends Payload {
  @describe('The number of the filing or registration that ended.')
  @Text(limits.WORD_LENGTH_MAX)
  readonly number!: string;
}

const number = 'Beijing-Jimeng-202506010001';

const serviceFilingGranted = defineEvent<ServiceFilingGranted>({
  type: 'service-filing.granted',
  title: { en: 'Generative-AI filing granted', zh: '生成式人工智能服务备案或登记' },
  version: 1,
  payload: ServiceFilingGranted,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2025-06-01T00:00:00+08:00',
    data: { number, kind: 'filing', region: 'Beijing' },
  },
  evolve: dossierStep('serviceFilings', (records, event) =>
    records.some((one) => one.number === event.data.number && isHeld(one))
      ? records
      : [...records, { ...ownFields(event.data), granted: occurrenceOf(event) }],
  ),
});

const serviceFilingCancelled = defineEvent<ServiceFilingCancelled>({
  type: 'service-filing.cancelled',
  title: { en: 'Generative-AI filing cancelled', zh: '生成式人工智能服务备案或登记注销' },
  version: 1,
  payload: ServiceFilingCancelled,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-06-01T00:00:00+08:00',
    data: { number },
  },
  evolve: dossierStep('serviceFilings', (records, event) =>
    replaceWhere(
      records,
      (one) => one.number === event.data.number && isHeld(one),
      (one) => ({ ...one, cancelled: occurrenceOf(event) }),
    ),
  ),
});

export const EVENT_TYPES: readonly EventType[] = [serviceFilingGranted, serviceFilingCancelled];

function isHeld({ cancelled }: ServiceFilingRecord): boolean {
  return cancelled === undefined;
}
