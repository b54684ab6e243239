import type { JsonObject } from '#libs/ledger';
import type { Told } from '../registers/registers-fixture.js';

const MIDNIGHT = '2025-03-14T00:00:00+08:00';
const DOMAIN = { en: 'A title', zh: '标题' };

export function published(instrument: string, jurisdiction = 'CN', timeZone = 'Asia/Shanghai') {
  return {
    type: 'instrument.published',
    subject: `instruments/${instrument}`,
    time: MIDNIGHT,
    data: {
      title: { en: instrument, zh: '办法' },
      jurisdiction,
      timeZone,
      issuers: ['CAC'],
      kind: 'rules',
      binding: true,
      url: 'https://example.org/rules',
    },
  } satisfies Told;
}

export function defined(instrument: string, obligation: string, rule: JsonObject = {}): Told {
  return {
    type: 'obligation.defined',
    subject: `instruments/${instrument}`,
    time: MIDNIGHT,
    data: {
      obligation,
      title: DOMAIN,
      provision: '4',
      kind: 'standing',
      binds: 'system',
      appliesWhen: 'always',
      inForce: { from: '2025-09-01' },
      satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'label.explicit' } }],
      force: 'binding',
      grade: 'quoted',
      ...rule,
    },
  };
}

export function amended(
  instrument: string,
  obligation: string,
  changes: JsonObject,
  time: string,
): Told {
  return {
    type: 'obligation.amended',
    subject: `instruments/${instrument}`,
    time,
    data: { obligation, ...changes },
  };
}
