import { createHmac } from 'node:crypto';
import { CATALOGUE, dataschemaOf } from '#libs/governance';
import type { JsonObject, NewEvent } from '#libs/ledger';
import { defined, published } from '../statuses/rulebook.js';

export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time?: string;
  readonly data: JsonObject;
}

export const COMPANY = 'zhipu';
export const PAPER = Buffer.from('%PDF-1.7 the filing, scanned');

/** What a leaf has in place of a personal text, and what shows it. */
export const OWNER = {
  field: '/owner',
  salt: Buffer.alloc(32, 9).toString('base64url'),
  value: '王伟',
};
export const OWNER_COMMITTED = `urn:edict:commitment:${createHmac('sha256', Buffer.alloc(32, 9))
  .update(`${OWNER.field}\u0000${OWNER.value}`)
  .digest('base64url')}`;

const EVIDENCE = { url: 'https://desk.example/1', publisher: 'The desk', tier: 'press' };

const introduced = (system: string, company: string): Told => ({
  type: 'system.introduced',
  subject: `systems/${system}`,
  data: { company, name: { en: system, zh: '系统' }, kind: 'model' },
});

const registered = (company: string): Told => ({
  type: 'company.registered',
  subject: `companies/${company}`,
  data: { name: { en: company, zh: '公司' }, jurisdiction: 'CN' },
});

/** Two companies, their systems, an algorithm and the rules that bind them. */
export function smallWorld(paper: string, owner: string): readonly Told[] {
  return [
    {
      type: 'calendar.published',
      subject: 'calendars/cn',
      data: { year: 2026, timeZone: 'Asia/Shanghai', holidays: ['2026-02-17'], workdays: [] },
    },
    published('labels'),
    defined('labels', 'label'),
    defined('labels', 'officer', {
      kind: 'standing',
      binds: 'company',
      satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'officer' } }],
    }),
    defined('labels', 'assess', {
      kind: 'reactive',
      trigger: [{ type: 'system.launched' }],
      satisfiedBy: [{ type: 'assessment.completed', where: { kind: 'security' } }],
      due: { within: 20, unit: 'day' },
    }),
    registered('moonshot'),
    registered(COMPANY),
    introduced('kimi', 'moonshot'),
    introduced('glm', COMPANY),
    {
      type: 'system.launched',
      subject: 'systems/glm',
      data: { markets: ['CN'], evidence: [{ ...EVIDENCE, file: { sha256: paper } }] },
    },
    { type: 'system.launched', subject: 'systems/kimi', data: { markets: ['CN'] } },
    {
      type: 'measure.adopted',
      subject: 'systems/glm',
      time: '2026-02-15T12:00:00+08:00',
      data: { measure: 'label.explicit', media: ['text'] },
    },
    {
      type: 'duty.assigned',
      subject: 'systems/glm',
      data: { obligation: 'assess', owner },
    },
    {
      type: 'algorithm.registered',
      subject: 'algorithms/glm-1',
      data: { company: COMPANY, systems: ['glm'], name: '算法', number: '110108413760701250055' },
    },
    { type: 'source.checked', subject: 'sources/cac', data: { outcome: 'unchanged' } },
    { type: 'term.defined', subject: 'terms/fact.sees', data: { label: { en: 'it sees' } } },
    {
      type: 'feature.launched',
      subject: 'systems/glm',
      data: { feature: 'voice', capabilities: ['voice-cloning'] },
    },
    { type: 'source.checked', subject: 'sources/cac', data: { outcome: 'failed' } },
    { type: 'system.suspended', subject: 'systems/kimi', data: { by: 'provider' } },
  ];
}

/** As a recorder would hand it to the ledger. */
export function newEventOf(told: Told, number: number): NewEvent {
  const { type, subject, time = '2026-02-10T12:00:00+08:00', data } = told;
  const version = CATALOGUE.get(type)?.version ?? 1;
  return {
    source: 'urn:test',
    id: `event-${number}`,
    type,
    subject,
    time,
    dataschema: dataschemaOf(type, version),
    data,
    actor: 'tester',
  };
}
