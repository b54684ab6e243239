import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REJECTIONS } from '#libs/governance';
import { allProblemCodes } from '../../apps/api/src/problems/problem-codes.js';
import { RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
});
afterAll(() => server.close());

describe('The address of a problem', () => {
  it('has a page of its own for each code, those of the event catalogue among them', async () => {
    const codes = allProblemCodes();
    expect(codes.map(([code]) => code)).toEqual(expect.arrayContaining(Object.keys(REJECTIONS)));
    const meanings = new Set(codes.map(([, { meaning }]) => meaning));
    expect(meanings.size).toBe(codes.length);
    const { text: index } = await server.ask('/problems', { key: '' });
    for (const [code, { status, title, meaning }] of codes) {
      const page = await server.ask(`/problems/${code}`, { key: '' });
      expect([page.status, page.headers.get('content-type')]).toEqual([
        200,
        'text/html; charset=utf-8',
      ]);
      expect(page.text).toContain(`<p>${status}: ${title}</p><p>${meaning}</p>`);
      expect(index).toContain(`href="/problems/${code}"`);
    }
  });

  it.each(['unknown', 'no-such-code', 'constructor', '__proto__', '%3Cscript%3E', 'ID-REUSED'])(
    'has none for %s',
    async (code) => {
      const { status, json, text } = await server.ask(`/problems/${code}`, { key: '' });
      expect([status, json.code]).toEqual([404, 'not-found']);
      expect(text).not.toContain('<');
    },
  );

  it('is what a refused event leads to', async () => {
    const { json } = await server.record({
      specversion: '1.0',
      id: '1',
      source: 'https://desk.example',
      type: 'system.launched',
      subject: 'systems/nothing',
      time: '2026-02-07T00:00:00Z',
      data: {},
    });
    expect(json.code).toBe('unknown-subject');
    const page = await server.ask(String(json['type']), { key: '' });
    expect(page.text).toContain(REJECTIONS['unknown-subject'].title);
  });
});
