import type { JsonObject, NewEvent } from '#libs/ledger';
import { madeUp } from './made-up.js';

const SUBJECT = 'instruments/bench-rules';
const OBLIGATION = 'bench-review';
const START = Date.parse('2022-01-01T00:00:00+08:00');
const DAY_MS = 86_400_000;
/** Terms of which each amendment takes the next, in days. */
const TERMS = [15, 30, 60, 45];

/** An instrument with one rule that binds every system in China, which is amended now and then. */
export class HouseRules {
  private events = 0;

  next(): NewEvent {
    this.events += 1;
    const { type, data } = this.say();
    const time = new Date(START + this.events * DAY_MS).toISOString();
    return madeUp(`rules/${this.events}`, { type, subject: SUBJECT, data }, time);
  }

  private say(): { readonly type: string; readonly data: JsonObject } {
    if (this.events === 1) return { type: 'instrument.published', data: INSTRUMENT };
    if (this.events === 2) return { type: 'obligation.defined', data: RULE };
    const within = TERMS[this.events % TERMS.length] ?? 30;
    const data = { obligation: OBLIGATION, due: { within, unit: 'day' } };
    return { type: 'obligation.amended', data };
  }
}

const INSTRUMENT = {
  title: { en: 'Made-up rules of review', zh: '虚构审查规定' },
  jurisdiction: 'CN',
  timeZone: 'Asia/Shanghai',
  issuers: ['Bench'],
  kind: 'rules',
  binding: true,
  effectiveFrom: '2022-01-03',
  url: 'https://example.org/rules',
};

const RULE = {
  obligation: OBLIGATION,
  title: { en: 'Content review', zh: '内容审查' },
  provision: '1',
  kind: 'standing',
  binds: 'system',
  appliesWhen: {
    all: [
      { fact: 'markets', has: 'CN' },
      { fact: 'available', is: true },
    ],
  },
  inForce: { from: '2022-01-03' },
  due: { within: 30, unit: 'day' },
  satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'content.review' } }],
  undoneBy: [{ type: 'measure.withdrawn', where: { measure: 'content.review' } }],
  force: 'binding',
  grade: 'unsourced',
  url: 'https://example.org/rules',
};
