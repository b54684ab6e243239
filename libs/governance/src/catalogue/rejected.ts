import type { Rejected } from './event-type.js';
import type { RejectionCode } from './rejections.js';

export function rejected(code: RejectionCode, detail: string, pointer?: string): Rejected {
  return {
    outcome: 'rejected',
    code,
    detail,
    ...(pointer === undefined ? {} : { pointer }),
  };
}
