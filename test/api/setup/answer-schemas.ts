import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

const DOCUMENT = 'openapi';

/** Checks answers against the document that the server itself serves. */
export class AnswerSchemas {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: Document) {
    this.#ajv.addSchema(document, DOCUMENT);
  }

  /** What is wrong with an answer; nothing where it is as the document says. */
  problemsOf(method: string, path: string, status: number, type: string, body: unknown): string[] {
    const template = this.#templateOf(path);
    if (template === undefined) return [`the document has no path for ${path}`];
    return this.problemsAt(template, method, status, type, body);
  }

  /** As `problemsOf`, where it is known which of its paths the document answers with. */
  problemsAt(
    template: string,
    method: string,
    status: number,
    type: string,
    body: unknown,
  ): string[] {
    const responses = this.document.paths[template]?.[method.toLowerCase()]?.responses;
    if (responses === undefined) return [`the document has no ${method} ${template}`];
    const name = responses[String(status)] === undefined ? 'default' : String(status);
    const response = responses[name];
    if (response === undefined) return [`${method} ${template} has no answer ${status}`];
    const pointer = response.$ref ?? this.#pointer(template, method, name);
    const validate = this.#validator(`${pointer}/content/${escaped(type)}/schema`);
    return validate(body) ? [] : (validate.errors ?? []).map((error) => JSON.stringify(error));
  }

  #templateOf(path: string): string | undefined {
    const templates = Object.keys(this.document.paths).sort((one, other) =>
      one.includes('{') === other.includes('{') ? 0 : one.includes('{') ? 1 : -1,
    );
    return templates.find((template) =>
      new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
    );
  }

  #pointer(template: string, method: string, status: string): string {
    return `#/paths/${escaped(template)}/${method.toLowerCase()}/responses/${status}`;
  }

  #validator(pointer: string): ValidateFunction {
    const known = this.#validators.get(pointer);
    if (known) return known;
    const $ref = DOCUMENT + encodeURI(pointer);
    const made = this.#ajv.compile({ $ref });
    this.#validators.set(pointer, made);
    return made;
  }
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
