import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#libs/ledger';
import type { EventPattern } from '#libs/rulebook';
import { labelOf } from './labels.js';
import { neededPatterns } from './needs.js';
import { ROW_STATUSES } from './status-row.js';

const ADOPTED: EventPattern = { type: 'measure.adopted', where: { measure: 'label.explicit' } };
const CHECKED: EventPattern = {
  type: 'measure.checked',
  where: { measure: 'label.explicit', outcome: 'pass' },
};
const ASSESSED: EventPattern = { type: 'assessment.completed', where: { kind: 'security' } };

const opened = (id: string): RecordedEvent => ({
  position: 7,
  sequence: 1,
  id: 'case',
  source: 'urn:example',
  type: 'enforcement.opened',
  subject: 'companies/acme',
  time: '2026-04-28T00:00:00+08:00',
  recordedtime: '2026-05-01T00:00:00.000Z',
  dataschema: 'urn:edict:event:enforcement.opened:2',
  data: { case: id },
  actor: 'tester',
});

describe('what a duty needs', () => {
  it('is any one of the events that its rule takes for evidence, while it is open', () => {
    const rule = { satisfiedBy: [ADOPTED, CHECKED] };
    const open = ROW_STATUSES.filter((status) => neededPatterns(status, rule, []).length > 0);
    expect(open).toEqual(['breached', 'unevidenced', 'pending']);
    expect(neededPatterns('pending', rule, [])).toEqual([
      { pattern: ADOPTED },
      { pattern: CHECKED },
    ]);
  });

  it('tells which of several things each event would show', () => {
    const rule = { satisfiedBy: { all: [[ADOPTED, CHECKED], [ASSESSED]] } };
    expect(neededPatterns('unevidenced', rule, []).map(({ member }) => member)).toEqual([1, 1, 2]);
  });

  it('is the end of each case that finds it breached, and nothing else', () => {
    const rule = { satisfiedBy: [ADOPTED] };
    expect(neededPatterns('breached', rule, [opened('one'), opened('two')])).toEqual([
      { pattern: { type: 'enforcement.closed', where: { case: 'one' } } },
      { pattern: { type: 'enforcement.closed', where: { case: 'two' } } },
    ]);
    expect(neededPatterns('pending', rule, [opened('one')])).toEqual([{ pattern: ADOPTED }]);
  });

  it('is nothing where no event can undo what was done', () => {
    expect(neededPatterns('breached', {}, [])).toEqual([]);
  });
});

describe('the label of a need', () => {
  const label = (pattern: EventPattern) => labelOf(pattern, new Map());

  it('is the title of the type and the words of the vocabulary', () => {
    expect(label({ type: 'algorithm.registered' })).toEqual({
      en: expect.stringMatching(/^[A-Z][a-z ]+$/),
      zh: expect.stringMatching(/^\p{Script=Han}+$/u),
    });
    expect(label(CHECKED)).toEqual({
      en: 'Measure checked: Explicit label (visible watermark), passed',
      zh: expect.stringMatching(/：显式标识，通过$/),
    });
    expect(label(ASSESSED).en).toMatch(/: Security assessment$/);
    expect(label({ type: 'service-filing.granted', where: { kind: 'filing' } }).zh).toMatch(
      /：备案$/,
    );
  });

  it('names the field where its value alone says nothing, and cuts long lists', () => {
    const months = { type: 'measure.adopted', where: { months: [6, 7, 8, 9] } };
    expect(label(months).en).toMatch(/: months 6 or months 7 or months 8 \.\.\.$/);
    expect(label({ type: 'enforcement.closed', where: { case: 'x-1' } })).toEqual({
      en: expect.stringMatching(/: case x-1$/),
      zh: expect.stringMatching(/：案件 x-1$/),
    });
  });

  it('takes the words that a pack declared from what is known then', () => {
    const pattern = { type: 'measure.adopted', where: { measure: ['label.explicit', 'own.word'] } };
    const declared = new Map([['measure.own.word', { en: 'A word', zh: '词' }]]);
    expect(labelOf(pattern, declared).en).toMatch(/: Explicit label .* or A word$/);
    expect(labelOf(pattern, new Map()).en).toMatch(/ or measure own\.word$/);
  });

  it('is the type itself where the catalogue no longer has it', () => {
    expect(label({ type: 'never.heard' })).toEqual({ en: 'never.heard', zh: 'never.heard' });
  });
});
