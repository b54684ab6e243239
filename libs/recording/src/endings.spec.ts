import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IncomingEvent } from './incoming-event.js';
import { Recorder } from './recorder.js';
import { Refused } from './refused.js';
import { recordingProcesses } from './testing/database.js';
import { correction, incoming, introduction, registration, retraction } from './testing/events.js';

const UNWARNED = { actor: 'staff:wang', warns: false };
/** No stream fits into it. */
const NO_EVENTS = { bytesMax: 1 };

let remembering: Recorder;
let forgetful: Recorder;
let close: (() => Promise<void>) | undefined;

beforeAll(async () => {
  const opened = await recordingProcesses(2);
  close = () => opened.close();
  const [one, other] = opened.processes;
  if (one === undefined || other === undefined) throw new Error('no processes');
  remembering = one.recorder;
  forgetful = new Recorder({ ...other, cache: NO_EVENTS });
});

afterAll(() => close?.());

const STEPS = [
  'introduce',
  'describe',
  'launch',
  'suspend',
  'correct',
  'retract',
  'again',
] as const;
type Step = (typeof STEPS)[number];
const STORIES = fc.array(
  fc.record({ step: fc.constantFrom(...STEPS), system: fc.nat(1), about: fc.nat(30) }),
  { minLength: 4, maxLength: 24 },
);
const CUTS = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

let worlds = 0;

/** The same steps in a world of names of its own. */
function story(steps: readonly { step: Step; system: number; about: number }[]): IncomingEvent[] {
  worlds += 1;
  const company = `world-${worlds}`;
  const events = [registration(company)];
  for (const { step, system, about } of steps) {
    const name = `${company}-${system}`;
    const earlier = events[about % events.length] ?? registration(company);
    const subject = `systems/${name}`;
    if (step === 'introduce') events.push(introduction(name, company));
    if (step === 'describe') {
      events.push(incoming('system.described', subject, { facts: { minors: about % 2 === 0 } }));
    }
    if (step === 'launch') {
      const data = { feature: `f-${about % 3}`, capabilities: [] };
      events.push(incoming('feature.launched', subject, data));
    }
    if (step === 'suspend') {
      const data = { feature: `f-${about % 3}`, reason: 'Risk.', by: 'provider' };
      events.push(incoming('feature.suspended', subject, data));
    }
    if (step === 'correct') events.push(correction(earlier, earlier.data));
    if (step === 'retract') events.push(retraction(earlier));
    if (step === 'again') events.push(earlier);
  }
  return events;
}

async function verdicts(recorder: Recorder, events: readonly IncomingEvent[], cuts: number[]) {
  const told: string[] = [];
  for (let start = 0, cut = 0; start < events.length; cut += 1) {
    const size = cuts[cut % cuts.length] ?? 1;
    const answers = await recorder.recordEach(events.slice(start, start + size), UNWARNED);
    told.push(...answers.map(verdict));
    start += size;
  }
  return told;
}

function verdict(answer: Awaited<ReturnType<Recorder['recordEach']>>[number]): string {
  if (answer instanceof Refused) return answer.code;
  return `${answer.duplicate ? 'duplicate' : 'recorded'} ${answer.sequence ?? 0}`;
}

describe('a recorder that keeps of streams how they end only', () => {
  it('decides as one that keeps all of their events', async () => {
    await fc.assert(
      fc.asyncProperty(STORIES, CUTS, async (steps, cuts) => {
        const expected = await verdicts(remembering, story(steps), [1_000]);
        expect(await verdicts(forgetful, story(steps), cuts)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('does not rest on an ending that the ledger has gone beyond', async () => {
    const company = registration('gone');
    await forgetful.recordEach([company, introduction('gone-1', 'gone')], UNWARNED);
    await remembering.record([retraction(company)], UNWARNED);
    const [late] = await forgetful.recordEach([introduction('gone-2', 'gone')], UNWARNED);
    expect(late).toMatchObject({ code: 'unknown-subject' });
    await remembering.record([registration('gone')], UNWARNED);
    const [again] = await forgetful.recordEach([introduction('gone-2', 'gone')], UNWARNED);
    expect(again).toMatchObject({ sequence: 1, duplicate: false });
  });

  it('looks for warnings where somebody wants them', async () => {
    const [company, repeated] = [registration('warned'), registration('warned-2')];
    const [quiet] = await forgetful.recordEach([company], UNWARNED);
    expect(quiet).toMatchObject({ warnings: [] });
    const [warned] = await forgetful.recordEach([repeated], { actor: 'staff:wang' });
    expect(warned).toMatchObject({ warnings: [{ code: 'no-evidence' }] });
    const described = { facts: { minors: true } };
    const say = () => incoming('company.described', company.subject, described);
    await forgetful.recordEach([say()], UNWARNED);
    const [same] = await forgetful.recordEach([say()], { actor: 'staff:wang' });
    expect(same).toMatchObject({ warnings: [{ code: 'no-effect' }, { code: 'no-evidence' }] });
  });
});
