import { comparable, tidied } from './written-text.js';

/** One product that a filing names, with the channels it runs on. */
export interface Product {
  readonly name: string;
  /** As the list says: APP, 网站, 小程序, 公众账号, 其他 ... */
  readonly channels: readonly string[];
}

const CHANNEL_WORDS = [
  'app',
  '网站',
  '小程序',
  '微信小程序',
  '抖音小程序',
  '支付宝小程序',
  '公众账号',
  '公众号',
  '智能硬件',
  '其他',
];
const NONE = /^[-—–―－/\s]*$/u;
const AND_OTHERS = /等[。.]?$/u;

/**
 * The products in 应用产品, e.g. 快手（APP）、快手（小程序）: one product with two channels.
 * Separated by 、 outside brackets, or by nothing after a closing channel bracket.
 */
export function parseProducts(written: string): readonly Product[] {
  const products = new Map<string, { name: string; channels: string[] }>();
  for (const part of splitProducts(tidied(written))) {
    const product = parseProduct(part);
    if (product.name === '') continue;
    const known = products.get(comparable(product.name));
    if (known) known.channels.push(...product.channels.filter((c) => !known.channels.includes(c)));
    else products.set(comparable(product.name), { ...product, channels: [...product.channels] });
  }
  return [...products.values()];
}

/** The products as written, one by one; nothing for '---' and blanks. */
export function splitProducts(written: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of written) {
    if ('（(【['.includes(character)) depth += 1;
    if ('）)】]'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && '、，；'.includes(character)) {
      parts.push(part);
      part = '';
    } else {
      part += character;
      if (depth === 0 && endsWithChannel(part)) {
        parts.push(part);
        part = '';
      }
    }
  }
  return [...parts, part].map((text) => text.trim()).filter((text) => !isNothing(text));
}

function isNothing(text: string): boolean {
  return NONE.test(text) || NONE.test(text.replace(AND_OTHERS, ''));
}

function parseProduct(part: string): Product {
  const bracket = channelBracket(part);
  if (bracket === undefined)
    return { name: part.replace(AND_OTHERS, '').trim() || part, channels: [] };
  return { name: part.slice(0, bracket.start).trim(), channels: bracket.channels };
}

function endsWithChannel(part: string): boolean {
  return /[）)]$/u.test(part) && channelBracket(part) !== undefined;
}

function channelBracket(
  part: string,
): { readonly start: number; readonly channels: readonly string[] } | undefined {
  const found = /[（(]([^（）()]*)[）)]$/u.exec(part);
  const channels = found?.[1]?.split(/[、,，/]/u).map((channel) => channel.trim());
  if (!found || !channels?.every((channel) => CHANNEL_WORDS.includes(comparable(channel)))) {
    return undefined;
  }
  return { start: found.index, channels };
}
