import type { Random } from '../../setup/random.js';
import { OWN_SOURCE } from '../checker/check.js';

export interface SentEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: object;
}

const START = Date.parse('2026-01-01T00:00:00Z');
const SECONDS_OF_YEAR = 365 * 24 * 3_600;
const FEATURES = ['voice', 'video', 'chat'] as const;
/** The least and the most that a company has before the next one comes. */
const NEWS_MIN = 8;
const NEWS_MAX = 30;
const REASON_CHARACTERS_MAX = 400;

/** One thing after another about one company after another, in an order of valid times that has none. */
export class Happenings {
  #told = 0;
  #company = 0;
  #left: SentEvent[] = [];

  constructor(
    private readonly name: string,
    private readonly random: Random,
  ) {}

  next(): SentEvent {
    if (this.#left.length === 0) this.#left = this.#companyLife().reverse();
    const event = this.#left.pop();
    if (event === undefined) throw new Error('A company has a life.');
    return event;
  }

  #companyLife(): SentEvent[] {
    this.#company += 1;
    const company = `${this.name}-${this.#company}`;
    const system = `systems/${company}-system`;
    const name = { en: company };
    const news = NEWS_MIN + this.random.below(NEWS_MAX - NEWS_MIN);
    return [
      this.#event(`companies/${company}`, 'company.registered', { name, jurisdiction: 'CN' }, -3),
      this.#event(system, 'system.introduced', { company, name, kind: 'app' }, -2),
      ...FEATURES.map((feature) =>
        this.#event(system, 'feature.launched', { feature, capabilities: [] }, -1),
      ),
      ...Array.from({ length: news }, () => this.#news(system)),
    ];
  }

  #news(system: string): SentEvent {
    const feature = this.random.of(FEATURES);
    const second = this.random.below(SECONDS_OF_YEAR);
    if (this.random.next() < 0.5)
      return this.#event(system, 'feature.resumed', { feature }, second);
    const reason = 'r'.repeat(1 + this.random.below(REASON_CHARACTERS_MAX));
    return this.#event(system, 'feature.suspended', { feature, reason, by: 'provider' }, second);
  }

  #event(subject: string, type: string, data: object, second: number): SentEvent {
    this.#told += 1;
    return {
      specversion: '1.0',
      id: `${this.name}/${this.#told}`,
      source: OWN_SOURCE,
      type,
      subject,
      time: new Date(START + second * 1_000).toISOString(),
      data,
    };
  }
}
