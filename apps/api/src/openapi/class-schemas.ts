import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import type { TypeMetadata } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { descriptionOf, personalFieldsOf } from '#libs/governance';

export type SchemaClass = new () => object;
export type Schema = Record<string, unknown>;

/**
 * The JSON Schemas of classes and of all classes that their fields name, by class name. What is
 * validated, answered and documented is thereby declared once.
 * @throws Error when two classes of one name are among them
 */
export function classSchemas(
  roots: readonly SchemaClass[],
  refPrefix: string,
): Map<string, Schema> {
  const found = new Map<string, SchemaClass>();
  for (const root of roots) collect(root, found);
  return new Map([...found].map(([name, one]) => [name, schemaOf(one, refPrefix)]));
}

function collect(one: SchemaClass, found: Map<string, SchemaClass>): void {
  const known = found.get(one.name);
  if (known === one) return;
  if (known !== undefined) throw new Error(`Two classes are called ${one.name}.`);
  found.set(one.name, one);
  for (const nested of nestedClasses(one)) collect(nested, found);
}

function nestedClasses(one: SchemaClass): readonly SchemaClass[] {
  return metadataOf(one)
    .filter(({ type }) => type === 'nestedValidation')
    .map(({ propertyName }) => nestedClass(one, propertyName))
    .filter((nested) => nested !== undefined);
}

function nestedClass(one: SchemaClass, field: string): SchemaClass | undefined {
  // The declared type of this function leaves out that a field may have no @Type.
  const declared = defaultMetadataStorage.findTypeMetadata(one, field) as TypeMetadata | undefined;
  const nested: unknown =
    declared?.typeFunction() ?? Reflect.getMetadata('design:type', one.prototype as object, field);
  return typeof nested === 'function' && nested !== Array ? (nested as SchemaClass) : undefined;
}

function metadataOf(one: SchemaClass): ValidationMetadata[] {
  return getMetadataStorage().getTargetValidationMetadatas(one, '', true, false);
}

function schemaOf(one: SchemaClass, refPrefix: string): Schema {
  const schema = targetConstructorToSchema(one, {
    refPointerPrefix: refPrefix,
    classTransformerMetadataStorage: defaultMetadataStorage,
    additionalConverters: { customValidation: checkedSchema, isIso8601: TIME, isUrl: ADDRESS },
  }) as Schema;
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  for (const [field, property] of Object.entries(properties)) {
    const description = descriptionOf(one, field);
    if (description !== undefined) property['description'] = description;
    if (personalFieldsOf(one).has(field)) markPersonal(property);
  }
  return { ...schema, additionalProperties: false };
}

/** The ledger never has the text itself; whoever validates the bytes of an event has to know. */
function markPersonal(property: Schema): void {
  const description = typeof property['description'] === 'string' ? property['description'] : '';
  property['description'] = `${description} ${PERSONAL}`.trim();
  property['x-edict-personal'] = true;
}

const PERSONAL =
  'A personal value: the bytes of the event have `urn:edict:commitment:` and HMAC-SHA-256(salt, ' +
  '`/<field>` || 0x00 || text) in base64url in its place, with 32 random bytes as salt. The text is ' +
  'kept apart and can be erased; then `erased` is shown.';

const TIME = { type: 'string', format: 'date-time' } as const;
const ADDRESS = { type: 'string', format: 'uri' } as const;

/** A check of one's own says nothing of the value but its declared type. */
function checkedSchema({ target, propertyName }: ValidationMetadata): {
  type?: 'string' | 'integer' | 'boolean';
} {
  if (typeof target !== 'function') return {};
  const designed: unknown = Reflect.getMetadata(
    'design:type',
    target.prototype as object,
    propertyName,
  );
  if (designed === String) return { type: 'string' };
  if (designed === Number) return { type: 'integer' };
  if (designed === Boolean) return { type: 'boolean' };
  return {};
}
