import { IsBoolean, IsISO8601, IsString, MaxLength } from 'class-validator';
import { describe } from '#libs/governance';
import { MeAnswer } from '../keys/key-bodies.js';
import { ListOf } from '../openapi/part.js';

const LINK_LENGTH_MAX = 100;

export class SignInLinkAnswer {
  @describe('Signs a browser in, once. Shown now and never again.')
  @IsString()
  readonly url!: string;

  @IsISO8601() readonly expiresAt!: string;
}

export class SignInRequest {
  @describe('What stands behind the `#` of a sign-in link.')
  @IsString({ message: 'must be a text' })
  @MaxLength(LINK_LENGTH_MAX, { message: `must have at most ${LINK_LENGTH_MAX} characters` })
  readonly link!: string;
}

/** Who a browser acts for from now on. */
export class SignedInAnswer extends MeAnswer {
  @describe('When the session ends at the latest; one that is not used for an hour ends before.')
  @IsISO8601()
  readonly endsAt!: string;
}

export class SessionAnswer {
  @IsString() readonly id!: string;

  @IsISO8601() readonly createdAt!: string;

  @describe('When it was last used, to the minute.')
  @IsISO8601()
  readonly usedAt!: string;

  @IsISO8601() readonly endsAt!: string;

  @describe('Whether it is the one that asks.')
  @IsBoolean()
  readonly current!: boolean;
}

export class SessionList {
  @ListOf(() => SessionAnswer) readonly items!: readonly SessionAnswer[];
}
