import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Erasures, PersonalValues } from '#libs/personal';
import type { Erasure, ErasureWanted } from '#libs/personal';
import type { Shape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import type { ErasureRequest } from './erasure-bodies.js';

/** Asks for an erasure, which somebody else has to approve. */
export class RequestErasure extends Command<Erasure> {
  constructor(
    readonly request: Shape<ErasureRequest>,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(RequestErasure)
export class RequestErasureHandler implements ICommandHandler<RequestErasure> {
  constructor(
    private readonly erasures: Erasures,
    private readonly personal: PersonalValues,
  ) {}

  execute({ request, actor }: RequestErasure): Promise<Erasure> {
    return this.erasures.request(wantedIn(request), actor, this.personal);
  }
}

function wantedIn({ event, fields, person, reason }: Shape<ErasureRequest>): ErasureWanted {
  if (event !== undefined && person === undefined) {
    return { event, reason, ...(fields && { fields }) };
  }
  if (person !== undefined && event === undefined && fields === undefined) {
    return { person, reason };
  }
  const message = 'The body names either an event, maybe with fields, or a person.';
  throw new Problem('invalid-body', message, {
    errors: [{ pointer: event === undefined ? '/event' : '/person', code: 'not-allowed', message }],
  });
}
