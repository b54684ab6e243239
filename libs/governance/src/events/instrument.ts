import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import {
  Day,
  DayOrTimestamp,
  Flag,
  List,
  OneOf,
  Optional,
  Part,
  Pattern,
  Satisfies,
  Text,
  Url,
} from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { Wording } from '../payload/name.js';
import { ownFields, Payload } from '../payload/payload.js';
import type { InstrumentSuspension } from '../states/instrument-state.js';
import { occurrenceOf } from '../states/occurrence.js';
import { isTimeZone } from '../time/time-zone.js';
import { JURISDICTION } from './jurisdiction.js';

export const INSTRUMENT_KINDS = [
  'law',
  'regulation',
  'rules',
  'standard',
  'notice',
  'opinion',
  'order',
  'guidance',
  'code-of-practice',
] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

const TIME_ZONE = 'must be an IANA time zone such as Asia/Shanghai';
const PLACE = 'must be a jurisdiction such as CN, EU or US-CA';

export class InstrumentPublished extends Payload {
  @describe('Its title.')
  @Part(() => Wording)
  readonly title!: Wording;

  @describe('Where it applies.')
  @Pattern(JURISDICTION, PLACE)
  readonly jurisdiction!: string;

  @describe('The IANA time zone in which its dates are days.')
  @Satisfies('isTimeZone', isTimeZone, TIME_ZONE)
  readonly timeZone!: string;

  @describe('Who issued it.')
  @List({ min: 1 })
  @Text(limits.NAME_LENGTH_MAX, { each: true })
  readonly issuers!: readonly string[];

  @describe('What kind of text it is.')
  @OneOf(INSTRUMENT_KINDS)
  readonly kind!: InstrumentKind;

  @describe('Whether it binds; a draft or an opinion does not.')
  @Flag()
  readonly binding!: boolean;

  @describe('The day that it gives for taking effect; displayed only.')
  @Optional()
  @Day()
  readonly effectiveFrom?: string;

  @describe('Where its official text is.')
  @Url()
  readonly url!: string;
}

export class InstrumentAmended extends Payload {
  @describe('Its new title.')
  @Optional()
  @Part(() => Wording)
  readonly title?: Wording;

  @describe('Where it now applies.')
  @Optional()
  @Pattern(JURISDICTION, PLACE)
  readonly jurisdiction?: string;

  @describe('The IANA time zone in which its dates are days.')
  @Optional()
  @Satisfies('isTimeZone', isTimeZone, TIME_ZONE)
  readonly timeZone?: string;

  @describe('Who issued the amendment.')
  @Optional()
  @List({ min: 1 })
  @Text(limits.NAME_LENGTH_MAX, { each: true })
  readonly issuers?: readonly string[];

  @describe('What kind of text it now is.')
  @Optional()
  @OneOf(INSTRUMENT_KINDS)
  readonly kind?: InstrumentKind;

  @describe('Whether it now binds.')
  @Optional()
  @Flag()
  readonly binding?: boolean;

  @describe('The day that it now gives for taking effect; displayed only.')
  @Optional()
  @Day()
  readonly effectiveFrom?: string;

  @describe('Where its official text now is.')
  @Optional()
  @Url()
  readonly url?: string;
}

export class InstrumentSuspended extends Payload {
  @describe('A day is the last one; a time is the end. Absent: until it is resumed.')
  @Optional()
  @DayOrTimestamp()
  readonly until?: string;
}

export class InstrumentResumed extends Payload {}

export class InstrumentRepealed extends Payload {}

const subject = 'instruments/cn-label-2025';

const instrumentPublished = defineEvent<InstrumentPublished>({
  type: 'instrument.published',
  title: { en: 'Instrument published', zh: '法规发布' },
  version: 1,
  payload: InstrumentPublished,
  introduces: 'once',
  example: {
    subject,
    time: '2025-03-14T00:00:00+08:00',
    data: {
      title: {
        en: 'Measures for labelling AI-generated synthetic content',
        zh: '人工智能生成合成内容标识办法',
      },
      jurisdiction: 'CN',
      timeZone: 'Asia/Shanghai',
      issuers: ['CAC', 'MIIT', 'MPS', 'NRTA'],
      kind: 'rules',
      binding: true,
      effectiveFrom: '2025-09-01',
      url: 'https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm',
    },
  },
  evolve: {
    instruments: (state, event) => ({
      ...state,
      ...ownFields(event.data),
      status: state.status === 'repealed' ? 'repealed' : 'published',
      published: occurrenceOf(event),
    }),
  },
});

const instrumentAmended = defineEvent<InstrumentAmended>({
  type: 'instrument.amended',
  title: { en: 'Instrument amended', zh: '法规修订' },
  version: 1,
  payload: InstrumentAmended,
  example: {
    subject,
    time: '2026-09-01T00:00:00+08:00',
    data: { effectiveFrom: '2026-10-01' },
  },
  evolve: {
    instruments: (state, event) => ({
      ...state,
      ...ownFields(event.data),
      amended: [...state.amended, occurrenceOf(event)],
    }),
  },
});

const instrumentSuspended = defineEvent<InstrumentSuspended>({
  type: 'instrument.suspended',
  title: { en: 'Instrument suspended', zh: '法规暂停施行' },
  version: 1,
  payload: InstrumentSuspended,
  example: {
    subject: 'instruments/us-affiliates-rule',
    time: '2025-11-10T00:00:00-05:00',
    data: { until: '2026-11-09' },
  },
  evolve: {
    instruments: (state, event) => {
      const { until } = event.data;
      const stands = state.suspensions.some((one) => isOpen(one) && one.until === until);
      if (state.status === 'repealed' || stands) return state;
      const suspension = { ...ownFields(event.data), from: occurrenceOf(event) };
      return { ...state, suspensions: [...state.suspensions, suspension] };
    },
  },
});

const instrumentResumed = defineEvent<InstrumentResumed>({
  type: 'instrument.resumed',
  title: { en: 'Instrument resumed', zh: '法规恢复施行' },
  version: 1,
  payload: InstrumentResumed,
  example: {
    subject: 'instruments/us-affiliates-rule',
    time: '2026-11-10T00:00:00-05:00',
    data: {},
  },
  evolve: {
    instruments: (state, event) => {
      if (!state.suspensions.some(isOpen)) return state;
      const resumed = occurrenceOf(event);
      const suspensions = state.suspensions.map((one) => (isOpen(one) ? { ...one, resumed } : one));
      return { ...state, suspensions };
    },
  },
});

const instrumentRepealed = defineEvent<InstrumentRepealed>({
  type: 'instrument.repealed',
  title: { en: 'Instrument repealed', zh: '法规废止' },
  version: 1,
  payload: InstrumentRepealed,
  example: { subject, time: '2030-01-01T00:00:00+08:00', data: {} },
  evolve: {
    instruments: (state, event) =>
      state.status === 'repealed'
        ? state
        : { ...state, status: 'repealed', repealed: occurrenceOf(event) },
  },
});

export const EVENT_TYPES: readonly EventType[] = [
  instrumentPublished,
  instrumentAmended,
  instrumentSuspended,
  instrumentResumed,
  instrumentRepealed,
];

function isOpen({ resumed }: InstrumentSuspension): boolean {
  return resumed === undefined;
}
