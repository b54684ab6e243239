import type { JsonObject, NewEvent } from '#libs/ledger';
import { madeUp, SOURCE } from './made-up.js';
import type { SeededRandom } from './random.js';

const START = Date.parse('2022-03-01T00:00:00+08:00');
const END = Date.parse('2026-11-01T00:00:00+08:00');
/** A company goes on founding systems until it has about so many events for each. */
const EVENTS_PER_SYSTEM = 25;

/** An event, and the unique name that its stream takes with it. */
export interface Generated {
  readonly event: NewEvent;
  readonly claim?: string;
}

interface Said {
  readonly type: string;
  readonly subject: string;
  readonly data: JsonObject;
  readonly claim?: string;
}

interface SystemSoFar {
  readonly id: string;
  readonly introducedAt: number;
  features: number;
  /** Those whose launch stands. */
  launched: readonly string[];
  cases: number;
}

/** How often each happening comes about, in per mille. */
const HAPPENINGS: readonly (readonly [number, (life: CompanyLife, system: SystemSoFar) => Said])[] =
  [
    [120, (life, system) => life.on(system, 'system.launched', { markets: ['CN'] })],
    [60, (life, system) => life.on(system, 'system.described', { facts: life.facts() })],
    [130, (life, system) => life.launchFeature(system)],
    [40, (life, system) => life.suspendFeature(system)],
    [200, (life, system) => life.on(system, 'measure.adopted', life.measure())],
    [90, (life, system) => life.on(system, 'measure.checked', life.check())],
    [20, (life, system) => life.on(system, 'measure.withdrawn', life.measure())],
    [70, (life, system) => life.on(system, 'assessment.completed', life.assessment())],
    [60, (life, system) => life.register(system)],
    [60, (life, system) => life.on(system, 'release.published', { version: `${life.events}.0` })],
    [40, (life, system) => life.on(system, 'claim.published', { claim: `claim-${life.events}` })],
    [30, (life, system) => life.on(system, 'incident.occurred', life.incident())],
    [20, (life, system) => life.openCase(system)],
    [15, (life, system) => life.closeCase(system)],
    [25, (life) => life.describeCompany()],
    [
      20,
      (life, system) => life.on(system, 'system.suspended', { by: 'provider', reason: 'Upgrade.' }),
    ],
  ];
const WEIGHTS = HAPPENINGS.map(([weight]) => weight);
const CORRECTED_SHARE = 0.015;
const RETRACTED_SHARE = 0.005;

/** What becomes of one made-up company, event after event, as a register would learn of it. */
export class CompanyLife {
  events = 0;
  private readonly systems: SystemSoFar[] = [];
  private last: NewEvent | undefined;

  constructor(
    private readonly number: number,
    private readonly random: SeededRandom,
  ) {}

  next(): Generated {
    this.events += 1;
    const amendment = this.amendment();
    if (amendment !== undefined) return { event: amendment };
    const { claim, ...said } = this.say();
    const event = this.event(said, this.timeOf(said));
    this.last = event;
    return { event, ...(claim === undefined ? {} : { claim }) };
  }

  private say(): Said {
    if (this.events === 1) return this.found();
    if (this.systems.length * EVENTS_PER_SYSTEM < this.events) return this.introduce();
    const system = this.systems[this.random.below(this.systems.length)];
    const happening = HAPPENINGS[this.random.weighted(WEIGHTS)];
    return system && happening ? happening[1](this, system) : this.describeCompany();
  }

  private get company(): string {
    return `bench-${this.number}`;
  }

  private found(): Said {
    const data = {
      name: { en: `Bench ${this.number}`, zh: `测试${this.number}` },
      jurisdiction: 'CN',
    };
    return { type: 'company.registered', subject: `companies/${this.company}`, data };
  }

  private introduce(): Said {
    const id = `${this.company}-${this.systems.length}`;
    const introducedAt = START + this.random.below((END - START) / 2);
    this.systems.push({ id, introducedAt, features: 0, launched: [], cases: 0 });
    const data = {
      company: this.company,
      name: { en: `System ${id}` },
      kind: this.random.among(['app', 'model', 'website', 'service']),
      roles: ['service-provider'],
      markets: this.random.among([['CN'], ['CN'], ['CN', 'EU'], ['EU'], ['US-CA']]),
      audience: 'public',
    };
    return { type: 'system.introduced', subject: `systems/${id}`, data };
  }

  on({ id }: SystemSoFar, type: string, data: JsonObject): Said {
    return { type, subject: `systems/${id}`, data };
  }

  facts(): JsonObject {
    return {
      'public-opinion': this.random.next() < 0.7,
      capabilities: this.random.among([['text-generation'], ['video-generation', 'voice-cloning']]),
    };
  }

  launchFeature(system: SystemSoFar): Said {
    system.features += 1;
    const feature = `f${system.features}`;
    system.launched = [...system.launched, feature];
    const capabilities = [this.random.among(['voice-generation', 'face-swap', 'dialogue'])];
    return this.on(system, 'feature.launched', { feature, capabilities });
  }

  suspendFeature(system: SystemSoFar): Said {
    const [first, ...others] = system.launched;
    if (first === undefined) return this.launchFeature(system);
    const feature = this.random.among([first, ...others]);
    return this.on(system, 'feature.suspended', { feature, reason: 'Risk.', by: 'provider' });
  }

  measure(): JsonObject {
    const measure = this.random.among([
      'label.explicit',
      'label.implicit',
      'consent.prompt',
      'content.review',
      'complaint.channel',
      'log.retention',
    ]);
    return { measure, media: [this.random.among(['video', 'audio', 'image', 'text'])] };
  }

  check(): JsonObject {
    const outcome = this.random.next() < 0.9 ? 'pass' : 'fail';
    return { measure: 'label.explicit', outcome, media: ['video'] };
  }

  assessment(): JsonObject {
    return { kind: 'security', outcome: 'passed' };
  }

  incident(): JsonObject {
    return { incident: `incident-${this.events}`, description: 'Something went wrong.' };
  }

  register(system: SystemSoFar): Said {
    // Digits of a number: entity, two of the year, serial; unique for each company and event.
    const entity = String(1_100_000_000_000 + this.number).slice(0, 13);
    const number = `${entity}${String(this.events).padStart(8, '0')}`;
    return {
      type: 'algorithm.registered',
      subject: `algorithms/${number}`,
      data: { company: this.company, number, name: 'Algorithm', systems: [system.id] },
      claim: `algorithm-number/${number}`,
    };
  }

  openCase(system: SystemSoFar): Said {
    system.cases += 1;
    return this.on(system, 'enforcement.opened', {
      case: `case-${system.cases}`,
      authority: 'CAC',
      measures: ['rectification-order'],
      obligations: [this.random.among(['cn-label-4', 'cn-label-5', 'cn-algo-24-1'])],
    });
  }

  closeCase(system: SystemSoFar): Said {
    if (system.cases === 0) return this.openCase(system);
    const data = { case: `case-${system.cases}`, outcome: 'rectified' };
    return this.on(system, 'enforcement.closed', data);
  }

  describeCompany(): Said {
    const facts = { minors: this.random.next() < 0.5 };
    return { type: 'company.described', subject: `companies/${this.company}`, data: { facts } };
  }

  /** Now and then the event before turns out to have been otherwise, or not to have been. */
  private amendment(): NewEvent | undefined {
    const { last } = this;
    if (last === undefined || this.events < 4 || last.type.endsWith('introduced')) return undefined;
    const chance = this.random.next();
    const event = { source: SOURCE, id: last.id };
    const time = new Date(END).toISOString();
    this.last = undefined;
    if (chance < RETRACTED_SHARE) {
      this.forget(last);
      const data = { event, reason: 'Withdrawn by the source.' };
      return this.event({ type: 'event.retracted', subject: last.subject, data }, time);
    }
    if (chance > RETRACTED_SHARE + CORRECTED_SHARE) return undefined;
    const data = { event, time: this.someTime(START), reason: 'A better source.' };
    return this.event({ type: 'event.corrected', subject: last.subject, data }, time);
  }

  /** Nothing that comes later rests on what was retracted. */
  private forget({ type, subject, data }: NewEvent): void {
    if (type !== 'feature.launched') return;
    const system = this.systems.find(({ id }) => subject === `systems/${id}`);
    if (system) system.launched = system.launched.filter((feature) => feature !== data['feature']);
  }

  private timeOf({ type, subject }: Said): string {
    if (type === 'company.registered') return new Date(START).toISOString();
    const system = this.systems.find(({ id }) => subject === `systems/${id}`);
    if (type === 'system.introduced' && system) return new Date(system.introducedAt).toISOString();
    return this.someTime(system?.introducedAt ?? START);
  }

  private someTime(from: number): string {
    return new Date(from + this.random.below(END - from)).toISOString();
  }

  private event({ type, subject, data }: Said, time: string): NewEvent {
    return madeUp(`${this.company}/${this.events}`, { type, subject, data }, time);
  }
}
