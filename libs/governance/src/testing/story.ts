import { CATALOGUE } from '../catalogue/catalogue.js';
import { dataschemaOf } from '../catalogue/dataschema.js';
import type { Decision } from '../catalogue/event-type.js';
import type { LedgerEvent } from '../catalogue/known-event.js';
import { decide } from '../decide/decide.js';
import { knownSet } from '../known-set/known-set.js';
import { fold } from '../known-set/fold.js';
import type { States, StreamKind } from '../states/states.js';
import { KnownStreams } from './known-streams.js';

export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time?: string;
  readonly data?: object;
  readonly id?: string;
  readonly version?: number;
}

export const SOURCE = 'urn:test';
const NOON = '2026-02-10T12:00:00+08:00';

/** Events as a ledger would have them, recorded in the order in which they are told. */
export function recorded(...story: readonly Told[]): readonly LedgerEvent[] {
  return story.map((told, index) => ({
    position: index + 1,
    sequence: 1 + story.slice(0, index).filter(({ subject }) => subject === told.subject).length,
    source: SOURCE,
    id: told.id ?? `event-${index + 1}`,
    type: told.type,
    subject: told.subject,
    time: told.time ?? NOON,
    recordedtime: new Date(Date.UTC(2026, 2, 1) + index * 1_000).toISOString(),
    dataschema: dataschemaOf(told.type, told.version ?? CATALOGUE.get(told.type)?.version ?? 1),
    data: told.data ?? {},
    actor: 'tester',
  }));
}

/** The state that a story leaves of one stream. */
export function stateAfter<Kind extends StreamKind>(
  kind: Kind,
  id: string,
  story: readonly Told[],
  until?: string,
): States[Kind] {
  const own = recorded(...story).filter(({ subject }) => subject === `${kind}/${id}`);
  return fold(kind, knownSet(own), until === undefined ? Infinity : Date.parse(until));
}

/** Given what was recorded (each event accepted in its turn), when one more is proposed. */
export function given(...story: readonly Told[]) {
  const known = new KnownStreams(new Map());
  for (const event of recorded(...story)) {
    const decision = decide(event, known);
    known.add(event, decision.outcome === 'accepted' ? decision : { claims: [], releases: [] });
  }
  return {
    known,
    when: ({ type, subject, time = NOON, data = {} }: Told): Decision =>
      decide({ type, subject, time, data }, known),
  };
}

export const EVIDENCE = [
  {
    url: 'https://example.com/notice',
    publisher: 'Example',
    tier: 'primary',
    access: 'read',
  },
] as const;

/** A company, a system of it with a feature, and an algorithm, to tell stories about. */
export const COMPANY: Told = {
  type: 'company.registered',
  subject: 'companies/bytedance',
  time: '2012-03-09T00:00:00+08:00',
  id: 'company',
  data: {
    name: { zh: '字节跳动' },
    jurisdiction: 'CN',
    identifiers: { cacEntity: '1101084137607' },
  },
};
export const SYSTEM: Told = {
  type: 'system.introduced',
  subject: 'systems/seedance-2.0',
  time: '2026-02-07T00:00:00+08:00',
  id: 'system',
  data: { company: 'bytedance', name: { en: 'Seedance 2.0' }, kind: 'model' },
};
export const FEATURE: Told = {
  type: 'feature.launched',
  subject: 'systems/seedance-2.0',
  time: '2026-02-07T00:00:00+08:00',
  id: 'feature',
  data: { feature: 'voice-from-face', capabilities: ['voice-cloning'] },
};
export const ALGORITHM: Told = {
  type: 'algorithm.registered',
  subject: 'algorithms/110108413760701250055',
  time: '2026-01-07T00:00:00+08:00',
  id: 'algorithm',
  data: {
    company: 'bytedance',
    number: '网信算备110108413760701250055号',
    name: '即梦视频生成算法',
  },
};
export const INSTRUMENT: Told = {
  type: 'instrument.published',
  subject: 'instruments/cn-label-2025',
  time: '2025-03-14T00:00:00+08:00',
  id: 'instrument',
  data: {
    title: { en: 'Labelling Measures', zh: '标识办法' },
    jurisdiction: 'CN',
    timeZone: 'Asia/Shanghai',
    issuers: ['CAC'],
    kind: 'rules',
    binding: true,
    url: 'https://example.com/label',
  },
};
export const RULE = {
  title: { en: 'Explicit labels', zh: '显式标识' },
  provision: '4',
  kind: 'standing',
  binds: 'system',
  appliesWhen: { always: true },
  inForce: { from: '2025-09-01' },
  satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'label.explicit' } }],
  force: 'binding',
  grade: 'quoted',
} as const;
export const OBLIGATION: Told = {
  type: 'obligation.defined',
  subject: 'instruments/cn-label-2025',
  time: '2025-03-14T00:00:00+08:00',
  id: 'obligation',
  data: { obligation: 'cn-label-4', ...RULE },
};

export function correction(of: string, subject: string, changes: object, id?: string): Told {
  return {
    type: 'event.corrected',
    subject,
    time: '2026-03-02T00:00:00+08:00',
    data: { event: { source: SOURCE, id: of }, reason: 'It was wrong.', ...changes },
    ...(id === undefined ? {} : { id }),
  };
}

export function retraction(of: string, subject: string, id?: string): Told {
  return {
    type: 'event.retracted',
    subject,
    time: '2026-03-02T00:00:00+08:00',
    data: { event: { source: SOURCE, id: of }, reason: 'It did not happen.' },
    ...(id === undefined ? {} : { id }),
  };
}
