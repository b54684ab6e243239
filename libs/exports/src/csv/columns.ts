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

/** What stands in the cells of a column. */
export const DATATYPES = ['string', 'integer', 'boolean', 'date', 'dateTime', 'json'] as const;
export type Datatype = (typeof DATATYPES)[number];

/** A column of a row class, with what its fields are declared to be. */
export interface ClassColumn extends Column {
  readonly datatype: Datatype;
  /** Whether no row may leave it out. */
  readonly isRequired: boolean;
}

/**
 * The columns of a row class, in the order in which its fields are declared. A field that is itself
 * a class becomes one column per field of that class; lists and open objects are one cell.
 */
export function columnsOf(row: RowClass): readonly ClassColumn[] {
  return fieldsOf(row).flatMap((field) => {
    const nested = nestedClass(row, field);
    const isRequired = !declarationsOf(row, field).has('isOptional');
    if (nested === undefined) {
      return [{ header: field, path: [field], datatype: datatypeOf(row, field), isRequired }];
    }
    return columnsOf(nested).map((column) => ({
      ...column,
      header: `${field}_${column.header}`,
      path: [field, ...column.path],
      isRequired: isRequired && column.isRequired,
    }));
  });
}

/** A day is a text whose name says so: `dueOn`, `inForceFrom`. */
const DAY_NAME = /On$|^inForce(From|To)$/;

function datatypeOf(row: RowClass, field: string): Datatype {
  const declared = declarationsOf(row, field);
  if (declared.has('isArray') || declared.has('isObject')) return 'json';
  if (declared.has('isInt')) return 'integer';
  if (declared.has('isBoolean')) return 'boolean';
  if (declared.has('isIso8601')) return 'dateTime';
  return DAY_NAME.test(field) ? 'date' : 'string';
}

/** The names of the validators that a field is declared with. */
function declarationsOf(row: RowClass, field: string): ReadonlySet<string | undefined> {
  const own = metadataOf(row).filter(({ propertyName }) => propertyName === field);
  return new Set(own.map(({ name }) => name));
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
