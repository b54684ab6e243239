import { describe, expect, it } from '@jest/globals';

import {
  ALGORITHM,
  COMPANY,
  correction,
  EVIDENCE,
  FEATURE,
  given,
  retraction,
  SOURCE,
  SYSTEM,
} from '../testing/story.js';
import type { Told } from '../testing/story.js';

const SEEDANCE = SYSTEM.subject;
const SUSPENDED: Told = {
  type: 'feature.suspended',
  subject: SEEDANCE,
  id: 'suspended',
  data: { feature: 'voice-from-face', reason: 'Risk.', by: 'provider' },
};
const STORY = [COMPANY, SYSTEM, FEATURE, SUSPENDED];
const TIME = { time: '2026-02-09T00:00:00+08:00' };

describe('a correction is refused', () => {
  it('where its event is unknown', () => {
    expect(given(...STORY).when(correction('nothing', SEEDANCE, TIME))).toMatchObject({
      code: 'unknown-event',
      pointer: '/data/event',
    });
  });

  it('where its event stands on another stream', () => {
    expect(given(...STORY).when(correction('company', SEEDANCE, TIME))).toMatchObject({
      code: 'unknown-event',
    });
  });

  it('where its event was taken back', () => {
    const story = given(...STORY, retraction('suspended', SEEDANCE));
    expect(story.when(correction('suspended', SEEDANCE, TIME))).toMatchObject({
      code: 'already-retracted',
    });
  });

  it('where it corrects nothing', () => {
    expect(given(...STORY).when(correction('suspended', SEEDANCE, {}))).toMatchObject({
      code: 'invalid-data',
      pointer: '/data',
    });
  });

  it('where its data does not fit the type, with every problem and its place', () => {
    const data = { feature: 'voice-from-face', by: 'nobody', extra: 1 };
    expect(given(...STORY).when(correction('suspended', SEEDANCE, { data }))).toMatchObject({
      code: 'invalid-data',
      pointer: '/data/data',
      problems: expect.arrayContaining([
        expect.objectContaining({ pointer: '/data/data/reason', code: 'required' }),
        expect.objectContaining({ pointer: '/data/data/by', code: 'not-allowed' }),
        expect.objectContaining({ pointer: '/data/data/extra', code: 'unknown-field' }),
      ]),
    });
  });

  it('where its data is of a version that does not exist', () => {
    const changes = { data: SUSPENDED.data, dataschema: 'urn:edict:event:feature.suspended:2' };
    expect(given(...STORY).when(correction('suspended', SEEDANCE, changes))).toMatchObject({
      code: 'invalid-data',
      pointer: '/data/dataschema',
    });
  });

  it('where the corrected event would be refused if it were proposed now', () => {
    const data = { ...SUSPENDED.data, feature: 'time-travel' };
    expect(given(...STORY).when(correction('suspended', SEEDANCE, { data }))).toMatchObject({
      code: 'unknown-feature',
      pointer: '/data/data/feature',
    });
  });

  it('where it names a company that is not known', () => {
    const data = { ...SYSTEM.data, company: 'nobody' };
    expect(given(...STORY).when(correction('system', SEEDANCE, { data }))).toMatchObject({
      code: 'unknown-subject',
      pointer: '/data/data/company',
    });
  });

  it('where it takes a name of another stream', () => {
    const number = '440305826134101230001';
    const other = {
      ...ALGORITHM,
      subject: `algorithms/${number}`,
      id: 'other',
      data: { ...ALGORITHM.data, number },
    };
    const story = given(COMPANY, ALGORITHM, other);
    const moved = correction('other', other.subject, { data: ALGORITHM.data });
    expect(story.when(moved)).toMatchObject({
      code: 'duplicate-number',
      pointer: '/data/data/number',
    });
  });

  it('where it makes another correction speak about another event', () => {
    const story = given(...STORY, correction('suspended', SEEDANCE, TIME, 'correction'));
    const data = { event: { source: SOURCE, id: 'feature' }, ...TIME, reason: 'Mixed up.' };
    expect(story.when(correction('correction', SEEDANCE, { data }))).toMatchObject({
      code: 'invalid-data',
      pointer: '/data/data/event',
    });
  });

  it('where what it makes another correction say does not fit', () => {
    const story = given(...STORY, correction('suspended', SEEDANCE, TIME, 'correction'));
    const event = { source: SOURCE, id: 'suspended' };
    const data = { event, data: { feature: 'voice-from-face' }, reason: 'Incomplete.' };
    expect(story.when(correction('correction', SEEDANCE, { data }))).toMatchObject({
      code: 'invalid-data',
    });
  });
});

describe('a retraction is refused', () => {
  it('where its event is unknown', () => {
    expect(given(...STORY).when(retraction('nothing', SEEDANCE))).toMatchObject({
      code: 'unknown-event',
    });
  });

  it('where its event was taken back already', () => {
    const story = given(...STORY, retraction('suspended', SEEDANCE));
    expect(story.when(retraction('suspended', SEEDANCE))).toMatchObject({
      code: 'already-retracted',
      pointer: '/data/event',
    });
  });

  it('where taking back a retraction would bring back what exists again by now', () => {
    const again = { ...COMPANY, id: 'again' };
    const story = given(COMPANY, retraction('company', COMPANY.subject, 'retraction'), again);
    expect(story.when(retraction('retraction', COMPANY.subject))).toMatchObject({
      code: 'already-exists',
      pointer: '/data/event',
    });
  });

  it('where taking back a retraction would take a name that another stream holds by now', () => {
    const other = { ...COMPANY, subject: 'companies/another', id: 'another' };
    const story = given(COMPANY, retraction('company', COMPANY.subject, 'retraction'), other);
    expect(story.when(retraction('retraction', COMPANY.subject))).toMatchObject({
      code: 'duplicate-identifier',
      pointer: '/data/event',
    });
  });
});

describe('an amendment is accepted', () => {
  it('again, once the retraction itself was taken back', () => {
    const story = given(
      ...STORY,
      retraction('suspended', SEEDANCE, 'retraction'),
      retraction('retraction', SEEDANCE),
    );
    expect(story.when(retraction('suspended', SEEDANCE))).toMatchObject({ outcome: 'accepted' });
  });

  it('and its stream can be introduced again after its introduction was taken back', () => {
    const story = given(COMPANY, retraction('company', COMPANY.subject));
    expect(story.when(SYSTEM)).toMatchObject({ code: 'unknown-subject' });
    expect(story.when(COMPANY)).toMatchObject({ outcome: 'accepted' });
  });

  it('with the names that a retraction gives up', () => {
    expect(given(COMPANY).when(retraction('company', COMPANY.subject))).toMatchObject({
      claims: [],
      releases: ['company-cacEntity/1101084137607'],
    });
  });

  it('with the names that a correction exchanges', () => {
    const data = { ...ALGORITHM.data, number: '440305826134101230001' };
    const corrected = correction('algorithm', ALGORITHM.subject, { data });
    expect(given(COMPANY, ALGORITHM).when(corrected)).toMatchObject({
      claims: ['algorithm-number/440305826134101230001'],
      releases: ['algorithm-number/110108413760701250055'],
    });
  });

  it('with the names that come back when a correction is taken back', () => {
    const data = { ...ALGORITHM.data, number: '440305826134101230001' };
    const corrected = correction('algorithm', ALGORITHM.subject, { data }, 'correction');
    const story = given(COMPANY, ALGORITHM, corrected);
    expect(story.when(retraction('correction', ALGORITHM.subject))).toMatchObject({
      claims: ['algorithm-number/110108413760701250055'],
      releases: ['algorithm-number/440305826134101230001'],
    });
  });

  it('of data in the older version of the event that it corrects', () => {
    const data = { measure: 'label.explicit', medium: 'video' };
    const adopted = { type: 'measure.adopted', subject: SEEDANCE, version: 1, id: 'adopted', data };
    const corrected = correction('adopted', SEEDANCE, { data: { ...data, medium: 'audio' } });
    expect(given(...STORY, adopted).when(corrected)).toMatchObject({ outcome: 'accepted' });
  });

  it('of data in a newer version, which it then names', () => {
    const data = { measure: 'label.explicit', medium: 'video' };
    const adopted = { type: 'measure.adopted', subject: SEEDANCE, version: 1, id: 'adopted', data };
    const newer = { measure: 'label.explicit', media: ['video', 'audio'] };
    const dataschema = 'urn:edict:event:measure.adopted:2';
    const story = given(...STORY, adopted);
    expect(story.when(correction('adopted', SEEDANCE, { data: newer, dataschema }))).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('with a warning where it changes nothing or has no evidence', () => {
    const same = correction('suspended', SEEDANCE, { data: SUSPENDED.data, evidence: EVIDENCE });
    expect(given(...STORY).when(same)).toMatchObject({ warnings: [{ code: 'no-effect' }] });
    expect(given(...STORY).when(correction('suspended', SEEDANCE, TIME))).toMatchObject({
      warnings: [{ code: 'no-evidence' }],
    });
  });
});
