import { Problem } from '../problems/problem.js';

interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * The media type among `offered` (best first) that the Accept header prefers.
 * @throws Problem `not-acceptable`
 */
export function negotiate<const Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(rangeOf);
  let best: { readonly type: Type; readonly quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  if (best !== undefined) return best.type;
  throw new Problem('not-acceptable', `This address has ${offered.join(', ')}.`);
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const number = quality === undefined ? 1 : Number(quality);
  return { type, quality: number >= 0 && number <= 1 ? number : 0 };
}

/** The most specific range that matches decides (RFC 9110, 12.5.1). */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.split('/', 1)[0] ?? ''}/*`;
  for (const specific of [type, family, '*/*']) {
    const range = ranges.find((one) => one.type === specific);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
