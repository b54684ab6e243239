import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { existsSync, readFileSync } from 'node:fs';
import { REGISTERS } from '#libs/compliance';
import { CATALOGUE } from '#libs/governance';
import { AnswerSchemas } from './setup/answer-schemas.js';
import { RunningServer } from './setup/running-server.js';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, object>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

const JSON_TYPE = 'application/json';
const COMMITTED = new URL('../../openapi.json', import.meta.url);

let server: RunningServer;
let document: Document;
let text: string;
beforeAll(async () => {
  server = await RunningServer.start();
  text = await (await fetch(`${server.url}/openapi.json`)).text();
  document = JSON.parse(text) as Document;
});
afterAll(() => server.close());

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

describe('The OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...document });
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('has one schema per event type, with an example', () => {
    for (const [type, { payload }] of CATALOGUE) {
      expect(document.components['schemas']?.[type]).toMatchObject({ examples: [{ type }] });
      expect(document.components['schemas']).toHaveProperty([payload.name]);
    }
  });

  it('resolves every reference that it makes', () => {
    const missing = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].filter(
      ([, kind = '', name = '']) => !Object.hasOwn(document.components[kind] ?? {}, name),
    );
    expect(missing.map(([reference]) => reference)).toEqual([]);
  });

  it('names every operation once, says what it gives and how it fails', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, responses, operationId } of operations()) {
      expect([operationId, summary]).toEqual([operationId, expect.stringMatching(/./)]);
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    }
  });

  it('is the one that is committed', () => {
    if (!existsSync(COMMITTED)) throw new Error('openapi.json is missing: npm run generate');
    const committed = JSON.parse(readFileSync(COMMITTED, 'utf8')) as unknown;
    expect(JSON.parse(text)).toEqual(committed);
  });

  it('can be read at /docs without any other host', async () => {
    const page = await server.ask('/docs', { key: '' });
    expect(page.status).toBe(200);
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) {
      const { href, origin } = new URL(asset, `${server.url}/docs`);
      expect(origin).toBe(new URL(server.url).origin);
      expect([href, (await fetch(href)).status]).toEqual([href, 200]);
    }
  });
});

describe('The example of each register', () => {
  it.each(REGISTERS.map(({ name }) => name))('%s fits the schema of its answer', (name) => {
    const path = `/v1/${name}`;
    const { example } = document.paths[path]?.['get']?.responses['200']?.content?.[JSON_TYPE] as {
      example: { items: object[] };
    };
    expect(example.items[0]).toMatchObject({ because: expect.any(Array) });
    expect(new AnswerSchemas(document).problemsOf('get', path, 200, JSON_TYPE, example)).toEqual(
      [],
    );
  });
});

describe('The examples of views', () => {
  it('fit the schemas of their answers', () => {
    const schemas = new AnswerSchemas(document);
    const shown = Object.entries(document.paths).flatMap(([path, { get }]) => {
      const answer = get?.responses['200']?.content?.[JSON_TYPE] ?? {};
      return 'example' in answer ? [{ path, example: answer.example }] : [];
    });
    const wrong = shown.map(({ path, example }) => {
      const address = path.replaceAll(/\{[^}]+\}/g, 'some');
      return [path, schemas.problemsOf('get', address, 200, JSON_TYPE, example)];
    });
    expect(wrong).toEqual(shown.map(({ path }) => [path, []]));
    expect(shown.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/v1/statuses', '/v1/companies/{id}', '/v1/systems/{id}']),
    );
  });
});

describe('The example of an explanation', () => {
  it.each([
    ['/v1/companies/{id}/why', 'get', { predicate: { of: expect.any(Array) } }],
    ['/v1/companies/{id}/diff', 'get', { items: [{ cause: 'new-fact' }] }],
    ['/v1/what-if', 'post', { items: [{ cause: 'rule-change', events: [{ index: 0 }] }] }],
  ])('of %s fits the schema of its answer', (path, method, shown) => {
    const answer = document.paths[path]?.[method]?.responses['200'];
    const { example } = answer?.content?.['application/json'] as { example: object };
    expect(example).toMatchObject(shown);
    const plain = path.replace('{id}', 'bytedance');
    expect(
      new AnswerSchemas(document).problemsOf(method, plain, 200, 'application/json', example),
    ).toEqual([]);
  });
});

describe('The example of each event type', () => {
  it.each([...CATALOGUE.keys()])('%s fits the schema that is served for its data', async (type) => {
    const { Ajv2020 } = await import('ajv/dist/2020.js');
    const version = CATALOGUE.get(type)?.version ?? 0;
    const { json } = await server.ask(`/v1/schemas/${type}/${version}`);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(json);
    expect(validate(CATALOGUE.get(type)?.example.data)).toBe(true);
    expect(validate({ surely: 'not' })).toBe(false);
  });
});
