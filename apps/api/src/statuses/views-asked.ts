import type { FastifyRequest } from 'fastify';
import type { Views } from '#libs/compliance';
import { STATUS_VIEWS, statusesOf } from '#libs/compliance';

/** What is read of some companies waits for nothing of others. */
export function viewsOf(company: string | readonly string[] | undefined): Views {
  return company === undefined ? STATUS_VIEWS : statusesOf(...[company].flat());
}

/** The views of a list that is filtered by companies. */
export function viewsAsked({ asked }: FastifyRequest): Views {
  const { company } = asked as { readonly company?: string | readonly string[] };
  return viewsOf(company);
}

/** The views of the answer about the company in the address; a group has more than one. */
export function viewsOfCompany({ asked, params }: FastifyRequest): Views {
  const { id } = params as { readonly id: string };
  const { group = false } = asked as { readonly group?: boolean };
  return group ? STATUS_VIEWS : statusesOf(id);
}
