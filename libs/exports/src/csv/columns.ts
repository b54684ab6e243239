import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import type { TypeMetadata } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import 'reflect-metadata';

type RowClass = abstract new (...parameters: never[]) => object;

/** One column of a CSV file and where its value stands in a row. */
export interface Column {
  /** The path joined with `_`, e.g. `name_zh`. */
  readonly header: string;
  readonly path: readonly string[];
}

/**
 * The columns of a row class, in the order in which its fields are declared. A field that is itself
 * a class becomes one column per field of that class; lists and open objects are one cell.
 */
export function columnsOf(row: RowClass): readonly Column[] {
  return fieldsOf(row).flatMap((field) => {
    const nested = nestedClass(row, field);
    if (nested === undefined) return [{ header: field, path: [field] }];
    return columnsOf(nested).map(({ header, path }) => ({
      header: `${field}_${header}`,
      path: [field, ...path],
    }));
  });
}

/** Inherited fields come first, so that a class that adds some adds them at the end. */
function fieldsOf(row: RowClass): readonly string[] {
  const base: unknown = Object.getPrototypeOf(row);
  const inherited = isRowClass(base) && base !== Function.prototype ? fieldsOf(base) : [];
  return [...new Set([...inherited, ...metadataOf(row).map(({ propertyName }) => propertyName)])];
}

function metadataOf(row: RowClass): ValidationMetadata[] {
  return getMetadataStorage().getTargetValidationMetadatas(row, '', true, false);
}

function nestedClass(row: RowClass, field: string): RowClass | undefined {
  const validated = metadataOf(row).find(
    ({ propertyName, type }) => propertyName === field && type === 'nestedValidation',
  );
  if (validated === undefined || validated.each) return undefined;
  const designed: unknown = Reflect.getMetadata('design:type', row.prototype as object, field);
  if (designed === Array) return undefined;
  // The declared type of this function leaves out that a field may have no @Type.
  const declared = defaultMetadataStorage.findTypeMetadata(row, field) as TypeMetadata | undefined;
  const nested: unknown = declared?.typeFunction() ?? designed;
  return isRowClass(nested) && fieldsOf(nested).length > 0 ? nested : undefined;
}

function isRowClass(value: unknown): value is RowClass {
  return typeof value === 'function';
}
