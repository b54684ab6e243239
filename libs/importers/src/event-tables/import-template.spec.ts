import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '#libs/governance';
import { importTemplate } from './import-template.js';
import { rowEvent } from './row-event.js';
import { columnsOf } from './table-columns.js';

const EVIDENCE = {
  url: 'https://example.org/notice',
  publisher: 'The desk',
  tier: 'press',
  access: 'read',
};

describe('The template of an event type', () => {
  it.each([...CATALOGUE.values()])('$type has a meaning for every column', ({ type }) => {
    const { headers = [], rows = [] } = importTemplate(type) ?? {};
    const [meaning] = rows;
    expect(headers.slice(0, 3)).toEqual(['type', 'subject', 'time']);
    for (const header of headers) expect(meaning?.[header]).toMatch(/\w{3}/);
  });

  it.each([...CATALOGUE.values()])('$type writes its example as it is', ({ type, example }) => {
    const { headers = [], rows = [] } = importTemplate(type) ?? {};
    const cells = headers.map((header) => rows[1]?.[header] ?? '');
    expect(cells[0]).toBe(`# ${type}`);
    const event = rowEvent(columnsOf(headers), [type, ...cells.slice(1)], 'Asia/Shanghai');
    const { subject, time, data } = example;
    expect(event).toMatchObject({ type, subject, time });
    expect(event).toHaveProperty('data', { ...data, evidence: [EVIDENCE] });
  });
});
