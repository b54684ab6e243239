import { CATALOGUE, dataschemaOf } from '#libs/governance';
import type { JsonObject, RecordedEvent } from '#libs/ledger';

/** An event as a spec tells it; a bare date is midnight in Beijing. */
export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: JsonObject;
  /** When it was recorded; by default two days after it happened. */
  readonly recordedtime?: string;
}

const TWO_DAYS_MS = 2 * 86_400_000;

/** What a test tells of one stream. */
export function on(subject: string) {
  return (type: string, time: string, data: JsonObject = {}, recordedtime?: string): Told => ({
    type,
    subject,
    time: time.length === 'YYYY-MM-DD'.length ? `${time}T00:00:00+08:00` : time,
    data,
    ...(recordedtime === undefined ? {} : { recordedtime }),
  });
}

/** The events as a ledger would have them, recorded in the order in which they are told. */
export function recorded(story: readonly Told[]): readonly RecordedEvent[] {
  let latest = 0;
  return story.map(({ type, subject, time, data, recordedtime }, index) => {
    latest = Math.max(latest, Date.parse(time) + TWO_DAYS_MS);
    return {
      position: index + 1,
      sequence: 1 + story.slice(0, index).filter((one) => one.subject === subject).length,
      source: 'urn:test',
      id: `event-${index + 1}`,
      type,
      subject,
      time,
      recordedtime: recordedtime ?? new Date(latest).toISOString(),
      dataschema: dataschemaOf(type, CATALOGUE.get(type)?.version ?? 1),
      data,
      actor: 'tester',
    };
  });
}

const RULE: JsonObject = {
  title: { en: 'File the algorithm', zh: '算法备案' },
  provision: '24(1)',
  binds: 'system',
  kind: 'standing',
  appliesWhen: { fact: 'available', is: true },
  inForce: { from: '2022-03-01' },
  due: { within: 10, unit: 'day' },
  satisfiedBy: [{ type: 'algorithm.registered' }],
  force: 'binding',
  grade: 'text',
};

/** Digests of papers that the story names. */
export const PAPER_OF_LAUNCH = 'a'.repeat(64);
export const PAPER_OF_CORRECTION = 'b'.repeat(64);

function paper(sha256: string): JsonObject {
  const file = { sha256, name: 'scan.pdf', mediaType: 'application/pdf', bytes: 3 };
  return { file, publisher: 'House', tier: 'internal', access: 'read' };
}

const instrument = on('instruments/cn-algo-2021');
const seedance = on('systems/seedance-2.0');

/**
 * One company whose system is launched and filed, one whose system is launched and not, and what
 * both rest on. Positions follow the order of the lines.
 */
export const STORY: readonly Told[] = [
  instrument('instrument.published', '2022-01-04', { timeZone: 'Asia/Shanghai' }),
  instrument('obligation.defined', '2022-01-04', { ...RULE, obligation: 'cn-algo-24-1' }),
  instrument('obligation.defined', '2022-01-04', {
    ...RULE,
    obligation: 'cn-algo-answer',
    title: { en: 'Answer the filing', zh: '答复备案' },
    expectation: true,
  }),
  on('companies/bytedance')('company.registered', '2026-01-20', {
    name: { en: 'ByteDance', zh: '字节跳动' },
    jurisdiction: 'CN',
  }),
  seedance('system.introduced', '2026-02-01', {
    company: 'bytedance',
    name: { en: 'Seedance 2.0' },
    kind: 'model',
  }),
  seedance('system.launched', '2026-02-12', { evidence: [paper(PAPER_OF_LAUNCH)] }),
  on('sources/cac')('source.checked', '2026-02-13', { outcome: 'unchanged' }),
  on('sources/cac')('source.checked', '2026-02-14', { outcome: 'failed' }),
  on('companies/zhipu')('company.registered', '2026-02-15', {
    name: { zh: '智谱' },
    jurisdiction: 'CN',
  }),
  on('systems/glm-5')('system.introduced', '2026-02-15', {
    company: 'zhipu',
    name: { en: 'GLM-5' },
    kind: 'model',
  }),
  on('systems/glm-5')('system.launched', '2026-02-15'),
  on('algorithms/jimeng-video')('algorithm.registered', '2026-02-27', {
    company: 'bytedance',
    number: '网信算备110108413760701250055号',
    name: '即梦视频生成算法',
    systems: ['seedance-2.0'],
  }),
  seedance('event.corrected', '2026-03-01', {
    event: { source: 'urn:test', id: 'event-6' },
    reason: 'The day was another.',
    data: { evidence: [paper(PAPER_OF_CORRECTION)] },
  }),
  on('terms/fact.cross-border')('term.defined', '2026-03-02', {
    kind: 'fact',
    name: 'cross-border',
    label: { en: 'Crosses the border', zh: '跨境' },
    valueType: 'flag',
  }),
];
