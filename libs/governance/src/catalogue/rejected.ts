import type { Rejected } from './event-type.js';

export function rejected(code: string, detail: string, pointer?: string): Rejected {
  return {
    outcome: 'rejected',
    code,
    detail,
    ...(pointer === undefined ? {} : { pointer }),
  };
}
