import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { CAUSES } from '#libs/compliance';
import type { Cause } from '#libs/compliance';
import { describe, ID_PATTERN } from '#libs/governance';
import { STATUSES } from '#libs/rulebook';
import type { Status } from '#libs/rulebook';
import {
  ENABLED_FROM,
  FILTER_VALUES_MAX,
  LEAD_DAYS_COUNT_MAX,
  LEAD_DAYS_MAX,
  LEAD_DAYS_UNASKED,
  OVERLAP_HOURS_MAX,
  OVERLAP_HOURS_UNASKED,
  WEBHOOK_EVENTS,
} from '#libs/webhooks';
import type { EnabledFrom, WebhookEvent } from '#libs/webhooks';
import { Given } from '../bodies/given.js';
import { Part } from '../openapi/part.js';

const NAME_LENGTH_MAX = 200;
const URL_LENGTH_MAX = 2_000;
const JURISDICTION = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

/** Some values of one kind, each once. */
function Values(): PropertyDecorator {
  return (target, field) => {
    Given()(target, field);
    IsArray({ message: 'must be a list' })(target, field);
    ArrayMinSize(1, { message: 'must have at least 1 members' })(target, field);
    const most = `must have at most ${FILTER_VALUES_MAX} members`;
    ArrayMaxSize(FILTER_VALUES_MAX, { message: most })(target, field);
    ArrayUnique({ message: 'must not name anything twice' })(target, field);
  };
}

/** Of each that is given one value has to be that of what is told. */
export class WebhookFiltersBody {
  @describe('Ids of companies.')
  @Values()
  @Matches(ID_PATTERN, { each: true, message: 'must be ids of companies' })
  readonly companies?: string[];

  @describe('Ids of obligations.')
  @Values()
  @Matches(ID_PATTERN, { each: true, message: 'must be ids of obligations' })
  readonly obligations?: string[];

  @describe('Of the obligation, e.g. `CN`.')
  @Values()
  @Matches(JURISDICTION, { each: true, message: 'must be jurisdictions like CN' })
  readonly jurisdictions?: string[];

  @describe('Of changes: what the status is now.')
  @Values()
  @IsIn(STATUSES, { each: true, message: `must be of ${STATUSES.join(', ')}` })
  readonly statuses?: Status[];

  @describe('Of changes: what made them.')
  @Values()
  @IsIn(CAUSES, { each: true, message: `must be of ${CAUSES.join(', ')}` })
  readonly causes?: Cause[];
}

function Url(): PropertyDecorator {
  return (target, field) => {
    describe('Whom to tell: an address that `EDICT_OUTBOUND_ALLOW` names.')(target, field);
    IsString({ message: 'must be a text' })(target, field);
    MaxLength(URL_LENGTH_MAX, { message: `must have at most ${URL_LENGTH_MAX} characters` })(
      target,
      field,
    );
  };
}

function Name(): PropertyDecorator {
  return (target, field) => {
    describe('What people call it.')(target, field);
    IsString({ message: 'must be a text' })(target, field);
    MinLength(1, { message: 'must not be empty' })(target, field);
    MaxLength(NAME_LENGTH_MAX, { message: `must have at most ${NAME_LENGTH_MAX} characters` })(
      target,
      field,
    );
  };
}

function Events(): PropertyDecorator {
  return (target, field) => {
    IsArray({ message: 'must be a list' })(target, field);
    ArrayMinSize(1, { message: 'must have at least 1 members' })(target, field);
    ArrayUnique({ message: 'must not name an event twice' })(target, field);
    const message = `must be of ${WEBHOOK_EVENTS.join(', ')}`;
    IsIn(WEBHOOK_EVENTS, { each: true, message })(target, field);
  };
}

function LeadDays(): PropertyDecorator {
  return (target, field) => {
    IsArray({ message: 'must be a list' })(target, field);
    ArrayMinSize(1, { message: 'must have at least 1 members' })(target, field);
    const most = `must have at most ${LEAD_DAYS_COUNT_MAX} members`;
    ArrayMaxSize(LEAD_DAYS_COUNT_MAX, { message: most })(target, field);
    ArrayUnique({ message: 'must not name a number twice' })(target, field);
    IsInt({ each: true, message: 'must be whole numbers' })(target, field);
    Min(0, { each: true, message: 'must be at least 0' })(target, field);
    Max(LEAD_DAYS_MAX, { each: true, message: `must be at most ${LEAD_DAYS_MAX}` })(target, field);
  };
}

/** A webhook as it is asked for. */
export class WebhookRequest {
  @Given()
  @Name()
  readonly name?: string;

  @Url()
  readonly url!: string;

  @describe('What it is told of.')
  @Events()
  readonly events!: WebhookEvent[];

  @describe('Absent: all that whoever makes the webhook may see.')
  @Given()
  @IsObject({ message: 'must be an object' })
  @Part(() => WebhookFiltersBody)
  readonly filters?: WebhookFiltersBody;

  @describe(`Days before a deadline on which it is told. Absent: ${LEAD_DAYS_UNASKED.join(', ')}.`)
  @Given()
  @LeadDays()
  readonly leadDays?: number[];

  @describe('Whether it is told. Absent: it is.')
  @Given()
  @IsBoolean({ message: 'must be true or false' })
  readonly enabled?: boolean;
}

/** What of a webhook is to be otherwise; `null` takes away what may be absent. */
export class WebhookChanges {
  @IsOptional()
  @Name()
  readonly name?: string | null;

  @Given()
  @Url()
  readonly url?: string;

  @Given()
  @Events()
  readonly events?: WebhookEvent[];

  @describe('All of them are replaced. `null`: none.')
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  @Part(() => WebhookFiltersBody)
  readonly filters?: WebhookFiltersBody | null;

  @describe(`\`null\`: ${LEAD_DAYS_UNASKED.join(', ')}.`)
  @IsOptional()
  @LeadDays()
  readonly leadDays?: number[] | null;

  @describe('Switched on again, it goes on where it stood.')
  @Given()
  @IsBoolean({ message: 'must be true or false' })
  readonly enabled?: boolean;
}

/** How a webhook is enabled. */
export class EnableRequest {
  @describe(
    '`stopped`: it is told all that came since it was disabled. `now`: what waits for it is ' +
      'skipped. Absent: `stopped`.',
  )
  @Given()
  @IsIn(ENABLED_FROM, { message: `must be one of ${ENABLED_FROM.join(', ')}` })
  readonly from?: EnabledFrom;
}

/** How a secret is replaced. */
export class RotationRequest {
  @describe(
    'For how many hours the one before signs too; 0 where it must not be trusted any more. ' +
      `Absent: ${OVERLAP_HOURS_UNASKED}.`,
  )
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(OVERLAP_HOURS_MAX, { message: `must be at most ${OVERLAP_HOURS_MAX}` })
  readonly overlapHours?: number;
}
