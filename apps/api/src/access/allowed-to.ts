import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Role } from '#libs/access';

export const ALLOWED = 'edict:allowed';

/** Companies bound every statement, a period the valid time that is asked about. */
export type Bound = 'companies' | 'period';

/** Who may use a route. */
export interface Allowance {
  /** One of these is needed. */
  readonly roles: readonly Role[];
  /** How a credential may be bounded that uses it too: then its answers are bounded likewise. */
  readonly bounds: readonly Bound[];
}

/** The statuses, registers and deadlines: what schedules export too. */
export const READERS_OF_VIEWS: readonly Role[] = ['reader', 'analyst', 'auditor', 'exporter'];
/** What views rest on: events, histories, derivations, papers. */
export const READERS_OF_EVIDENCE: readonly Role[] = ['reader', 'analyst', 'auditor'];

/**
 * Declares who may use a route: whoever has one of the roles. Every route has one of this, `@AllowedToWhole`
 * or `@Open`; Edict does not start with one that has none. docs/roles.md has the same as a table.
 */
export function AllowedTo(...roles: readonly Role[]): MethodDecorator & ClassDecorator {
  return allowance({ roles, bounds: ['companies', 'period'] });
}

/** As `AllowedTo`, but not to a credential of a period only. */
export function AllowedAnyTime(...roles: readonly Role[]): MethodDecorator & ClassDecorator {
  return allowance({ roles, bounds: ['companies'] });
}

/** As `AllowedTo`, but not to a credential of some companies or of a period only. */
export function AllowedToWhole(...roles: readonly Role[]): MethodDecorator & ClassDecorator {
  return allowance({ roles, bounds: [] });
}

function allowance(allowance: Allowance): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(ALLOWED, allowance), ApiExtension('x-roles', allowance.roles));
}
