import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, Localized } from '#libs/governance';
import { Because, ListOf, Part } from '../../registers/fields.js';
import { TermLabel } from '../../registers/terms.js';
import { ToldStatus } from '../told-status.js';
import { ClockView } from './clock-view.js';
import { PredicateNode } from './predicate-node.js';
import { EventOnRecord } from './recorded-event-view.js';
import { RuleView } from './rule-view.js';

/** A fact that the predicate of a rule names. */
export class FactView {
  @IsString() readonly fact!: string;

  @Part(() => TermLabel) readonly label!: Localized;

  @describe('Its value then; absent where nothing declares it: unknown, not false.')
  @IsOptional()
  readonly value?: unknown;

  @describe('Whether knowing it would settle an unknown answer.')
  @IsBoolean()
  readonly missing!: boolean;

  @describe('The events that gave it its value, or took it back.')
  @Because()
  readonly because!: readonly EventRef[];
}

/** The stretch of time in which the duty has applied without a break. */
export class RunView {
  @IsISO8601() readonly start!: string;

  @describe('The last instant at which it may have begun, where its source gives no more.')
  @IsOptional()
  @IsISO8601()
  readonly latest?: string;

  @Because() readonly because!: readonly EventRef[];
}

/** An authority’s finding or an exemption that concerns the duty. */
export class SpanView {
  @IsISO8601() readonly from!: string;

  @IsOptional() @IsISO8601() readonly to?: string;

  @describe('Whether it stands at the moment that was asked for.')
  @IsBoolean()
  readonly stands!: boolean;

  @Because() readonly because!: readonly EventRef[];
}

/** Why one duty of one company or system has the status that it has, down to events. */
export class WhyView {
  @IsString() readonly subject!: string;

  @IsString() readonly company!: string;

  @IsIn(['company', 'system']) readonly kind!: 'company' | 'system';

  @IsString() readonly obligation!: string;

  @Part(() => ToldStatus) readonly status!: ToldStatus;

  @describe('Absent while no rule is valid that binds the subject.')
  @IsOptional()
  @Part(() => RuleView)
  readonly rule?: RuleView;

  @describe('Absent where it was not asked: the subject is not introduced, the rule not in force.')
  @IsOptional()
  @Part(() => PredicateNode)
  readonly predicate?: PredicateNode;

  @describe('When the subject was introduced; it has no duties before. Absent where nobody said.')
  @IsOptional()
  @IsISO8601()
  readonly introducedAt?: string;

  @ListOf(() => FactView) readonly facts!: readonly FactView[];

  @IsOptional() @Part(() => RunView) readonly run?: RunView;

  @describe('The clock that decided, day by day where it counts working days.')
  @IsOptional()
  @Part(() => ClockView)
  readonly clock?: ClockView;

  @ListOf(() => SpanView) readonly findings!: readonly SpanView[];

  @ListOf(() => SpanView) readonly waivers!: readonly SpanView[];

  @describe('The events that decided the answer.')
  @Because()
  readonly because!: readonly EventRef[];

  @describe('All of the events named above, each once in record order, with their evidence.')
  @ListOf(() => EventOnRecord)
  readonly events!: readonly EventOnRecord[];
}
