import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncomingEvent, Recorder } from '#libs/recording';
import { Refused } from '#libs/recording';
import { recordingProcesses } from '../../libs/recording/src/testing/database.js';
import type { RecordingProcess } from '../../libs/recording/src/testing/database.js';
import {
  filing,
  filingNumber,
  incoming,
  introduction,
  registration,
  retraction,
} from '../../libs/recording/src/testing/events.js';

const ROUNDS = 25;

let here: RecordingProcess;
let there: RecordingProcess;
let close: (() => Promise<void>) | undefined;

beforeAll(async () => {
  const opened = await recordingProcesses(2);
  close = () => opened.close();
  const [first, second] = opened.processes;
  if (first === undefined || second === undefined) throw new Error('two processes are needed');
  [here, there] = [first, second];
  await record(here.recorder, registration('racer'));
});

afterAll(() => close?.());

async function record(recorder: Recorder, ...events: IncomingEvent[]): Promise<string> {
  try {
    await recorder.record(events, { actor: 'staff:wang' });
    return 'recorded';
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

describe('two processes that record at once', () => {
  it('introduce one system once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcomes = await Promise.all([
        record(here.recorder, introduction(`race-${round}`, 'racer')),
        record(there.recorder, introduction(`race-${round}`, 'racer')),
      ]);
      expect(outcomes.toSorted()).toEqual(['already-exists', 'recorded']);
    }
  });

  it('give one filing number to one algorithm', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = filingNumber(1_000 + round);
      const outcomes = await Promise.all([
        record(here.recorder, filing(`left-${round}`, number, 'racer')),
        record(there.recorder, filing(`right-${round}`, number, 'racer')),
      ]);
      expect(outcomes.toSorted()).toEqual(['duplicate-number', 'recorded']);
    }
  });

  it('record one event once, and tell both the same place', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const event = introduction(`same-${round}`, 'racer');
      const [left, right] = await Promise.all(
        [here, there].map(({ recorder }) => recorder.record([event], { actor: 'staff:wang' })),
      );
      expect(left?.[0]?.position).toBe(right?.[0]?.position);
      expect([left?.[0]?.duplicate, right?.[0]?.duplicate].toSorted()).toEqual([false, true]);
    }
  });

  it('hold to an expected version once', async () => {
    const renamed = () =>
      incoming(
        'company.renamed',
        'companies/racer',
        { name: { en: 'Racer' } },
        { expectedversion: 1 },
      );
    const outcomes = await Promise.all([
      record(here.recorder, renamed()),
      record(there.recorder, renamed()),
    ]);
    expect(outcomes.toSorted()).toEqual(['recorded', 'version-conflict']);
  });
});

describe('a process that has seen a stream before', () => {
  it('does not rest on what another process has changed since', async () => {
    const launch = incoming('feature.launched', 'systems/seen', {
      feature: 'voice',
      capabilities: [],
    });
    expect(await record(here.recorder, introduction('seen', 'racer'), launch)).toBe('recorded');
    expect(await record(there.recorder, retraction(launch))).toBe('recorded');
    const suspension = { feature: 'voice', reason: 'privacy', by: 'provider' };
    expect(
      await record(here.recorder, incoming('feature.suspended', 'systems/seen', suspension)),
    ).toBe('unknown-feature');
  });

  it('does not refuse for what another process has recorded since', async () => {
    expect(await record(here.recorder, introduction('later', 'newcomer'))).toBe('unknown-subject');
    expect(await record(there.recorder, registration('newcomer'))).toBe('recorded');
    expect(await record(here.recorder, introduction('later', 'newcomer'))).toBe('recorded');
  });

  it('does not take a name that another process has taken since', async () => {
    const number = filingNumber(2_000);
    const first = filing('lent', number, 'racer');
    expect(await record(here.recorder, first)).toBe('recorded');
    expect(await record(there.recorder, retraction(first))).toBe('recorded');
    expect(await record(there.recorder, filing('lent-on', number, 'racer'))).toBe('recorded');
    expect(await record(here.recorder, filing('lent-back', number, 'racer'))).toBe(
      'duplicate-number',
    );
  });
});

describe('a busy stream', () => {
  it('takes all that one process records on it at once', async () => {
    await record(here.recorder, introduction('busy', 'racer'));
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        record(
          here.recorder,
          incoming('feature.launched', 'systems/busy', {
            feature: `feature-${index}`,
            capabilities: [],
          }),
        ),
      ),
    );
    expect(new Set(outcomes)).toEqual(new Set(['recorded']));
  });

  it('keeps its order, and loses nothing, while two processes write it and a chunk rests on it', async () => {
    await record(here.recorder, introduction('shared', 'racer'));
    const launch = (name: string) =>
      incoming('feature.launched', 'systems/shared', { feature: name, capabilities: [] });
    const before = (await here.ledger.histories(['systems/shared'])).get('systems/shared') ?? [];
    const chunk = here.recorder.recordEach(
      Array.from({ length: 40 }, (_, index) => launch(`chunk-${index}`)),
      { actor: 'staff:wang' },
    );
    const singles = Promise.all(
      Array.from({ length: 40 }, (_, index) => record(there.recorder, launch(`single-${index}`))),
    );
    const taken = (await chunk).filter((answer) => !(answer instanceof Refused)).length;
    const outcomes = await singles;
    const recorded = taken + outcomes.filter((outcome) => outcome === 'recorded').length;
    const refused = outcomes.filter((outcome) => outcome !== 'recorded');
    expect(new Set([...refused, 'concurrent-change'])).toEqual(new Set(['concurrent-change']));
    const after = (await here.ledger.histories(['systems/shared'])).get('systems/shared') ?? [];
    expect(after).toHaveLength(before.length + recorded);
    expect(after.map(({ sequence }) => sequence)).toEqual(after.map((_, index) => index + 1));
  });
});
