import fc from 'fast-check';
import { RULE } from '../../api/setup/filing-duty.js';
import type { FuzzedDocument, Schema } from './document.js';
import { resolved } from './document.js';
import { knownWords, TIMES } from './known-words.js';

const DEPTH_MAX = 6;
const MORE_THAN_NEEDED = 2;
const RULE_FIELDS: Readonly<Record<string, unknown>> = RULE;

/** Values that a schema of the document allows; `name` is that of the field or parameter. */
export class SchemaValues {
  /** The same part stands in many events, and takes long to be made. */
  readonly #made = new Map<Schema, Map<string, fc.Arbitrary<unknown>>>();

  constructor(private readonly document: FuzzedDocument) {}

  of(schema: Schema, name = '', depth = 0): fc.Arbitrary<unknown> {
    const known = this.#made.get(schema) ?? new Map<string, fc.Arbitrary<unknown>>();
    this.#made.set(schema, known);
    const place = `${depth} ${name}`;
    const values = known.get(place) ?? this.#make(schema, name, depth);
    known.set(place, values);
    return values;
  }

  #make(schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.of(resolved(schema, this.document), name, depth);
    const found = this.#plain(schema, name, depth);
    const { examples = [] } = schema;
    return examples.length === 0 ? found : fc.oneof(fc.constantFrom(...examples), found);
  }

  #plain(schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) return fc.oneof(...choices.map((one) => this.of(one, name, depth)));
    if (schema.type === 'string') return textOf(schema, name);
    if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema);
    if (schema.type === 'boolean') return fc.boolean();
    if (depth > DEPTH_MAX) return fc.constant(schema.type === 'array' ? [] : {});
    if (schema.type === 'array') return this.#list(schema, name, depth);
    if (schema.type === 'object') return this.#object(schema, depth);
    const anything = fc.jsonValue({ maxDepth: 3 });
    if (!Object.hasOwn(RULE_FIELDS, name)) return anything;
    return fc.oneof({ weight: 3, arbitrary: fc.constant(RULE_FIELDS[name]) }, anything);
  }

  #list(schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    const { minItems: minLength = 0, maxItems = minLength + MORE_THAN_NEEDED } = schema;
    const maxLength = Math.min(maxItems, minLength + MORE_THAN_NEEDED);
    return fc.array(this.of(schema.items ?? {}, name, depth + 1), { minLength, maxLength });
  }

  #object(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties } = schema;
    const fields = Object.entries(properties).map(
      ([name, field]) => [name, this.of(field, name, depth + 1)] as const,
    );
    const declared = fc.record(Object.fromEntries(fields), {
      requiredKeys: required.filter((name) => Object.hasOwn(properties, name)),
    });
    if (typeof additionalProperties !== 'object') return declared;
    const names = fc.stringMatching(/^[a-z][a-z-]{0,9}$/);
    const more = fc.dictionary(names, this.of(additionalProperties, '', depth + 1), { maxKeys: 2 });
    return fc.tuple(declared, more).map(([one, other]) => ({ ...other, ...one }));
  }
}

function textOf(schema: Schema, name: string): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = minLength + 40 } = schema;
  if (format === 'date-time') return TIMES;
  if (format === 'uri') return fc.constantFrom('https://desk.example/1', 'http://例.cn/?q=1#a');
  const bounds = { minLength, maxLength: Math.min(maxLength, minLength + 40) };
  const written =
    pattern === undefined || pattern === '\\S'
      ? fc.string({ unit: 'grapheme', ...bounds })
      : matching(pattern);
  const known = knownWords(name);
  return known === undefined ? written : fc.oneof({ weight: 4, arbitrary: known }, written);
}

const matchingMade = new Map<string, fc.Arbitrary<string>>();

function matching(pattern: string): fc.Arbitrary<string> {
  const made = matchingMade.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'));
  matchingMade.set(pattern, made);
  return made;
}

function numberOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema) {
  const near = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 20) });
  return fc.oneof(
    { weight: 6, arbitrary: near },
    { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
  );
}
