/** Binds a value and returns its placeholder, e.g. `$3`. */
export type Bind = (value: unknown) => string;

/** The two times of a question in SQL. */
export interface MomentSql {
  /** A placeholder of the instant of valid time. */
  readonly validAt: string;
  /** The condition that both times hold, of any table of views. */
  readonly holds: string;
}

/** A condition that a reader may put on the rows of a register. */
export interface Filter {
  readonly description: string;
  readonly type: 'text' | 'boolean' | 'choice';
  readonly choices?: readonly string[];
  /** SQL over the columns of `compliance.register_row`. */
  readonly condition: (value: string, bind: Bind, moment: MomentSql) => string;
  /** As `condition`, for any of several values; only where the field names a person. */
  readonly anyOf?: (forms: readonly string[], bind: Bind) => string;
}

/** The row's company is the given one. */
export const ofCompany: Filter = {
  description: 'Id of a company, e.g. `bytedance`.',
  type: 'text',
  condition: (value, bind) => `company = ${bind(value)}`,
};

/** Words anywhere in the row's names, in Chinese or English. */
export const inWords: Filter = {
  description: 'Part of a name, alias or number; case and width do not matter.',
  type: 'text',
  condition: (value, bind) => `words like ${bind(`%${escapeLike(normalizeWords(value))}%`)}`,
};

export function equalTo(field: string, description: string): Filter {
  return {
    description,
    type: 'text',
    condition: (value, bind) => `"row" ->> '${field}' = ${bind(value)}`,
  };
}

/** The field names a person, under any of the texts by which the ledger has the name. */
export function naming(field: string, description: string): Filter {
  return {
    ...equalTo(field, description),
    anyOf: (forms, bind) => `"row" ->> '${field}' = any (${bind(forms)}::text[])`,
  };
}

/** A filing number, given by its digits alone or in its official form. */
export function filingNumber(field: string, description: string): Filter {
  const { condition } = equalTo(field, description);
  return {
    description,
    type: 'text',
    condition: (value, bind, moment) =>
      condition(/\d{10,}/u.exec(value)?.[0] ?? value, bind, moment),
  };
}

export function oneOf(field: string, choices: readonly string[], description: string): Filter {
  return { ...equalTo(field, description), type: 'choice', choices };
}

/** An array field of the row contains the value. */
export function containing(field: string, description: string): Filter {
  return {
    description,
    type: 'text',
    condition: (value, bind) => `("row" -> '${field}')::jsonb ? ${bind(value)}`,
  };
}

/** A truth-value of the row; rows that have none match neither. */
export function truth(field: string, description: string): Filter {
  return { ...equalTo(field, description), type: 'boolean', choices: ['true', 'false'] };
}

/** `true`: the field has no value, so what it would end runs on; `false`: it has one. */
export function lacking(field: string, description: string): Filter {
  return {
    description,
    type: 'boolean',
    choices: ['true', 'false'],
    condition: (value, bind) => `("row" ->> '${field}' is null) = ${bind(value)}::boolean`,
  };
}

/** One spelling for comparison: full-width and half-width, upper and lower case are the same. */
export function normalizeWords(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Takes `%`, `_` and the escape sign itself literally in a LIKE pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/gu, (sign) => `\\${sign}`);
}
