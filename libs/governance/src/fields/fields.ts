import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { ID_PATTERN } from '../subject/subject.js';
import { isDay, isDayOrTimestamp, isPartialDay, isTimestamp } from '../time/timestamp.js';
import { LIST_LENGTH_MAX, SENTENCE_LENGTH_MAX, URL_LENGTH_MAX } from './limits.js';

interface Each {
  readonly each?: boolean;
}

/** The field may be absent. Unlike class-validator's own, `null` does not count as absent. */
export function Optional(): PropertyDecorator {
  return ValidateIf((_payload, value) => value !== undefined);
}

/** The field may be absent or hold anything: the event's guard checks it. */
export function Anything(): PropertyDecorator {
  return together(Allow(), Optional());
}

export function Text(
  lengthMax = SENTENCE_LENGTH_MAX,
  { each = false }: Each = {},
): PropertyDecorator {
  return together(
    IsString({ each, message: 'must be a text' }),
    MinLength(1, { each, message: 'must not be empty' }),
    MaxLength(lengthMax, { each, message: `must not be longer than ${lengthMax} characters` }),
    Matches(/\S/u, { each, message: 'must not be blank' }),
  );
}

export function Id({ each = false }: Each = {}): PropertyDecorator {
  return Pattern(ID_PATTERN, 'must be an id: a-z, 0-9, dot and hyphen, at most 100 long', { each });
}

export function Pattern(
  pattern: RegExp,
  message: string,
  { each = false }: Each = {},
): PropertyDecorator {
  return together(
    IsString({ each, message: 'must be a text' }),
    Matches(pattern, { each, message }),
  );
}

export function OneOf(words: readonly string[], { each = false }: Each = {}): PropertyDecorator {
  return IsIn(words, { each, message: `must be one of: ${words.join(', ')}` });
}

/** A list of texts, ids or words; combine with the same decorator's `each`. */
export function List({ min = 0, max = LIST_LENGTH_MAX } = {}): PropertyDecorator {
  return together(
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(min, { message: `must have at least ${min} members` }),
    ArrayMaxSize(max, { message: `must have at most ${max} members` }),
  );
}

export function Part(type: () => new () => object): PropertyDecorator {
  return together(
    IsObject({ message: 'must be an object' }),
    ValidateNested({ message: 'must be an object' }),
    Type(type),
  );
}

export function ListOfParts(type: () => new () => object, size = {}): PropertyDecorator {
  return together(
    List(size),
    IsObject({ each: true, message: 'must be a list of objects' }),
    ValidateNested({ each: true, message: 'must be a list of objects' }),
    Type(type),
  );
}

export function Flag(): PropertyDecorator {
  return IsBoolean({ message: 'must be true or false' });
}

export function Whole(min: number, max: number): PropertyDecorator {
  return together(
    IsInt({ message: 'must be a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  );
}

export function Url(): PropertyDecorator {
  const web = { protocols: ['http', 'https'], require_protocol: true, disallow_auth: true };
  return together(
    IsString({ message: 'must be a text' }),
    MaxLength(URL_LENGTH_MAX, { message: `must not be longer than ${URL_LENGTH_MAX} characters` }),
    IsUrl(web, { message: 'must be an http or https address' }),
  );
}

export function Day(each: Each = {}): PropertyDecorator {
  return textThat('isDay', isDay, 'must be a day of the calendar, YYYY-MM-DD', each);
}

export function PartialDay(): PropertyDecorator {
  return textThat('isPartialDay', isPartialDay, 'must be YYYY, YYYY-MM or YYYY-MM-DD');
}

export function Timestamp(): PropertyDecorator {
  return textThat('isTimestamp', isTimestamp, 'must be an RFC 3339 time with offset');
}

export function DayOrTimestamp(): PropertyDecorator {
  return textThat('isDayOrTimestamp', isDayOrTimestamp, 'must be a day or an RFC 3339 time');
}

/** A check of one's own; `name` is what error codes are derived from. */
export function Satisfies(
  name: string,
  holds: (value: unknown) => boolean,
  message: string,
  { each = false }: Each = {},
): PropertyDecorator {
  return ValidateBy(
    { name, validator: { validate: holds, defaultMessage: () => message } },
    { each, message },
  );
}

function textThat(
  name: string,
  holds: (text: string) => boolean,
  message: string,
  each: Each = {},
): PropertyDecorator {
  return Satisfies(name, (value) => typeof value === 'string' && holds(value), message, each);
}

export function together(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (prototype, property) => {
    for (const decorate of decorators) decorate(prototype, property);
  };
}
