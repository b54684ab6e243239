import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import type { TypeMetadata } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { descriptionOf, fieldsOf } from '#libs/governance';

type Shaped = new () => object;

/**
 * How a cell becomes the value of a field: `list` several texts, `facts` an object with a column for
 * each of its names, `value` whatever JSON the cell spells, or else its text.
 */
export type CellForm = 'text' | 'integer' | 'flag' | 'list' | 'facts' | 'value';

/** A field of a payload that has a column of its own. */
export interface FieldShape {
  /** From the payload on, e.g. `name`, `zh`. */
  readonly path: readonly string[];
  readonly form: CellForm;
  /** Whether it must be given, with all that it is a part of. */
  readonly isRequired: boolean;
  readonly description: string;
}

/** The columns of a payload class, in the order of its fields; parts have columns of their own. */
export function fieldShapes(payload: Shaped): readonly FieldShape[] {
  return fieldsOf(payload).flatMap((field) => shapesOf(payload, field));
}

function shapesOf(payload: Shaped, field: string): readonly FieldShape[] {
  const metadata = metadataOf(payload, field);
  const isRequired = !metadata.some(({ type }) => type === 'conditionalValidation');
  const description = descriptionOf(payload, field) ?? '';
  const part = partOf(payload, field, metadata);
  if (part === undefined) {
    return [{ path: [field], form: formOf(metadata), isRequired, description }];
  }
  return fieldShapes(part).map((shape) => ({
    ...shape,
    path: [field, ...shape.path],
    isRequired: isRequired && shape.isRequired,
    description: `${description} ${shape.description}`,
  }));
}

function formOf(metadata: readonly ValidationMetadata[]): CellForm {
  const names = metadata.map(({ type, name }) => name ?? type);
  if (names.includes('nestedValidation')) return 'value';
  return FORMS.find(([name]) => names.includes(name))?.[1] ?? 'text';
}

/** By the check that only such fields have. */
const FORMS: readonly (readonly [string, CellForm])[] = [
  ['hasFacts', 'facts'],
  ['isObject', 'value'],
  ['isArray', 'list'],
  ['isInt', 'integer'],
  ['isBoolean', 'flag'],
  ['whitelistValidation', 'value'],
];

function metadataOf(payload: Shaped, field: string): readonly ValidationMetadata[] {
  return getMetadataStorage()
    .getTargetValidationMetadatas(payload, '', true, false)
    .filter(({ propertyName }) => propertyName === field);
}

/** The class of a field that is one object of another class. */
function partOf(
  payload: Shaped,
  field: string,
  metadata: readonly ValidationMetadata[],
): Shaped | undefined {
  const isPart = metadata.some(({ type, each }) => type === 'nestedValidation' && !each);
  if (!isPart || metadata.some(({ name }) => name === 'isArray')) return undefined;
  // The declared type of this function leaves out that a field may have no @Type.
  const declared = defaultMetadataStorage.findTypeMetadata(payload, field) as
    TypeMetadata | undefined;
  const part: unknown = declared?.typeFunction();
  return isClass(part) ? part : undefined;
}

function isClass(value: unknown): value is Shaped {
  return typeof value === 'function';
}
