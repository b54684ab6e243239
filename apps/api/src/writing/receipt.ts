import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Checked } from '#libs/recording';
import type { Shape } from '../answers/shape.js';

export class WarningOfEvent {
  @IsString() readonly code!: string;
  @IsString() readonly message!: string;
}

/** What was found of an event that is acceptable; the place of it is absent in a dry run. */
export class Receipt {
  @IsString() readonly id!: string;
  @IsString() readonly source!: string;
  @IsString() readonly subject!: string;
  @IsOptional() @IsInt() @Min(1) readonly position?: number;
  @IsOptional() @IsInt() @Min(1) readonly sequence?: number;
  @IsOptional() @IsISO8601() readonly recordedtime?: string;
  @IsOptional() @IsString() @Matches(/^[0-9a-f]{64}$/) readonly leafHash?: string;
  /** C2SP tlog-proof that a signed checkpoint covers the event; with `wait=checkpoint` only. */
  @IsOptional() @IsString() readonly proof?: string;
  /** Present where the same event had been recorded before; the place is the first one's. */
  @IsOptional() @IsBoolean() readonly duplicate?: boolean;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WarningOfEvent)
  readonly warnings?: readonly Shape<WarningOfEvent>[];
}

export function receiptOf({ duplicate, warnings, ...place }: Checked): Shape<Receipt> {
  return {
    ...place,
    ...(duplicate ? { duplicate } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

/** The receipt with the event's proof, or with a warning where no checkpoint covers it in time. */
export function proven(receipt: Shape<Receipt>, proof: string | undefined): Shape<Receipt> {
  if (proof !== undefined) return { ...receipt, proof };
  const message = 'No checkpoint covers the event yet; it is recorded nevertheless.';
  const warnings = [...(receipt.warnings ?? []), { code: 'not-yet-signed', message }];
  return { ...receipt, warnings };
}
