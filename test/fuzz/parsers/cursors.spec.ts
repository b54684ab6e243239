import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openCursor, sealCursor } from '../../../apps/api/src/lists/cursor.js';
import { Problem } from '../../../apps/api/src/problems/problem.js';
import { tellStory } from '../../api/setup/filing-duty.js';
import type { RunningServer } from '../../api/setup/running-server.js';
import { changed } from '../setup/bodies.js';

let server: RunningServer;
beforeAll(async () => {
  server = await tellStory();
});
afterAll(() => server.close());

const words = fc.string({ unit: 'grapheme', maxLength: 20 });
const cursors = fc.record({
  list: fc.constantFrom('events', 'companies'),
  position: fc.maxSafeNat(),
  validAt: fc.constant('2026-02-11T00:00:00Z'),
  query: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), words, { maxKeys: 3 }),
  after: fc.record({ sort: words, key: words }),
});

describe('A cursor', () => {
  it('is opened as it was sealed', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(openCursor(sealCursor(cursor), cursor.list, cursor.query)).toEqual(cursor);
      }),
    );
  });

  it('is refused as invalid wherever it was changed', () => {
    fc.assert(
      fc.property(cursors, fc.nat(), fc.base64String({ maxLength: 3 }), (cursor, at, put) => {
        const whole = sealCursor(cursor);
        const place = at % whole.length;
        const other = whole.slice(0, place) + put + whole.slice(place + 1);
        fc.pre(other !== whole);
        expect(() => openCursor(other, cursor.list, {})).toThrow(Problem);
      }),
    );
  });

  it('that somebody made up never hurts a list, though it carries a right digest', async () => {
    const lists = await pagedLists();
    expect(lists.length).toBeGreaterThan(15);
    const forged = fc
      .tuple(fc.constantFrom(...lists), fc.constantFrom(1, 2, 3))
      .chain(([{ path, cursor }, times]) => {
        let content: fc.Arbitrary<unknown> = fc.constant(contentOf(cursor));
        for (let time = 0; time < times; time += 1) content = content.chain(changed);
        return content.map((made) => ({ path, content: made }));
      });
    await fc.assert(
      fc.asyncProperty(forged, async ({ path, content }) => {
        const cursor = sealCursor(content as Parameters<typeof sealCursor>[0]);
        const url = `${path}?limit=1&cursor=${encodeURIComponent(cursor)}`;
        const { status, text } = await server.ask(url);
        expect([status, status < 500 ? '' : text]).toEqual([expect.any(Number), '']);
        expect([200, 400, 404, 410]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every list of the story that has a second page, with the cursor of that page. */
async function pagedLists() {
  const { json } = await server.ask('/openapi.json');
  const paths = Object.entries(
    json['paths'] as Record<string, { get?: { parameters: { name: string }[] } }>,
  )
    .filter(([, { get }]) => get?.parameters.some(({ name }) => name === 'cursor') === true)
    .map(([path]) => path.replace('{id}', 'bytedance'));
  const lists = paths.map(async (path) => {
    const asked = path.endsWith('diff') ? '&from=2022-01-01' : '';
    const { json: page } = await server.ask(`${path}?limit=1${asked}`);
    const cursor =
      page.next ??
      sealCursor({
        list: nameOf(path),
        position: 8,
        query: {},
        validAt: '2026-02-11T00:00:00Z',
        after: { sort: '', key: 'x' },
      });
    return { path, cursor };
  });
  return Promise.all(lists);
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

function contentOf(cursor: string): unknown {
  return JSON.parse(Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString()) as unknown;
}
