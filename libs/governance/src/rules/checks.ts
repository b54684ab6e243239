/** What is wrong with one place of a rule; the pointer starts at the rule itself. */
export interface RuleProblem {
  readonly pointer: string;
  readonly message: string;
}

/** Looks at a value at a place and says what is wrong with it; nothing means that it fits. */
export type Check = (value: unknown, at: string) => readonly RuleProblem[];

export function must(holds: (value: unknown) => boolean, message: string): Check {
  return (value, at) => (holds(value) ? [] : [{ pointer: at, message }]);
}

export function oneOf(words: readonly unknown[]): Check {
  return must((value) => words.includes(value), `must be one of: ${words.join(', ')}`);
}

export function text(lengthMax: number): Check {
  return must(
    (value) => typeof value === 'string' && /\S/u.test(value) && value.length <= lengthMax,
    `must be a text of 1 to ${lengthMax} characters`,
  );
}

export function textThat(holds: (value: string) => boolean, message: string): Check {
  return must((value) => typeof value === 'string' && holds(value), message);
}

export const flag = must((value) => typeof value === 'boolean', 'must be true or false');

export function whole(min: number, max: number): Check {
  return must(
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    `must be a whole number from ${min} to ${max}`,
  );
}

export function listOf(check: Check, min: number, max: number): Check {
  return (value, at) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return [{ pointer: at, message: `must be a list of ${min} to ${max}` }];
    }
    return value.flatMap((member: unknown, index) => check(member, `${at}/${index}`));
  };
}

/** An object with exactly these fields; those of `optional` may be absent. */
export function shape(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, at) => {
    if (!isRecord(value)) return [{ pointer: at, message: 'must be an object' }];
    const missing = Object.keys(required)
      .filter((field) => value[field] === undefined)
      .map((field) => ({ pointer: `${at}/${field}`, message: 'is required' }));
    return [...missing, ...givenFields(value, at, { ...required, ...optional })];
  };
}

/** Chooses the check by the fields that an object has. */
export function byField(choices: Readonly<Record<string, Check>>, message: string): Check {
  return (value, at) => {
    const chosen = isRecord(value)
      ? Object.entries(choices).find(([field]) => value[field] !== undefined)
      : undefined;
    return chosen ? chosen[1](value, at) : [{ pointer: at, message }];
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function givenFields(
  value: Readonly<Record<string, unknown>>,
  at: string,
  checks: Readonly<Record<string, Check>>,
): readonly RuleProblem[] {
  const fields = Object.entries(value).filter(([, member]) => member !== undefined);
  return fields.flatMap(([field, member]) => {
    const pointer = `${at}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const check = Object.hasOwn(checks, field) ? checks[field] : undefined;
    return check ? check(member, pointer) : [{ pointer, message: 'is not a field here' }];
  });
}
