/** As much of JSON Schema as the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly examples?: readonly unknown[];
}

export interface DocumentedParameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface DocumentedAnswer {
  readonly $ref?: string;
  readonly content?: Content;
}

interface DocumentedOperation {
  readonly parameters?: readonly DocumentedParameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, DocumentedAnswer>>;
}

export interface FuzzedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, DocumentedAnswer>>;
  };
}

/** One method of one address, as the live document tells it. */
export interface Operation {
  /** E.g. `GET /v1/companies/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DocumentedParameter[];
  readonly bodies: Content;
  readonly responses: Readonly<Record<string, DocumentedAnswer>>;
}

export function operationsOf({ paths }: FuzzedDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, documented]) => {
      const { parameters = [], requestBody, responses } = documented;
      const method = verb.toUpperCase();
      const bodies = requestBody?.content ?? {};
      return { name: `${method} ${path}`, method, path, parameters, bodies, responses };
    }),
  );
}

/** What a reference leads to, or the schema itself. */
export function resolved(schema: Schema, { components }: FuzzedDocument): Schema {
  if (schema.$ref === undefined) return schema;
  const found = components.schemas[schema.$ref.replace('#/components/schemas/', '')];
  if (found === undefined) throw new Error(`The document has no ${schema.$ref}.`);
  return found;
}

/** The media types that an operation may answer with under a status; undefined where it may not. */
export function typesOf(
  { responses }: Operation,
  status: number,
  { components }: FuzzedDocument,
): readonly string[] | undefined {
  const response = responses[String(status)];
  if (response === undefined) return undefined;
  const name = response.$ref?.replace('#/components/responses/', '');
  const { content = {} } = name === undefined ? response : (components.responses[name] ?? {});
  return Object.keys(content);
}
