import { Problem } from '../problems/problem.js';

/**
 * The media type of a body, without its parameters.
 * @throws Problem `unsupported-media-type` if it is not among those offered, or not in UTF-8
 */
export function mediaTypeOf<const Type extends string>(
  header: string | undefined,
  offered: readonly Type[],
): Type {
  const [name = '', ...parameters] = (header ?? '').toLowerCase().split(';');
  const type = offered.find((one) => one === name.trim());
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (type !== undefined && isUtf8) return type;
  throw new Problem(
    'unsupported-media-type',
    `This address takes ${offered.join(', ')}, in UTF-8.`,
  );
}
