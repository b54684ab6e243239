import type { JsonObject } from '#libs/ledger';
import type { Product } from '../filings/products.js';
import { comparable } from '../filings/written-text.js';
import { movedEarlier } from './correction.js';
import { digestOf } from './digest.js';
import type { KnownStream } from './known-stream.js';
import { localName } from './local-name.js';
import { stated } from './statement.js';
import type { Occasion, Statement } from './statement.js';

export interface ListedSystem {
  readonly source: string;
  readonly entityKey: string;
  /** The company's id. */
  readonly company: string;
  readonly product: Product;
  /** The company's role, where the list states it. */
  readonly role?: string | undefined;
}

/** What a list adds to the record of a product. The stream learns it at once. */
export function planSystem(
  stream: KnownStream,
  system: ListedSystem,
  listed: Occasion,
): readonly Statement[] {
  const { source, entityKey: about, company, product } = system;
  const { introduction, subject } = stream;
  const data = systemData(system);
  if (introduction) {
    const isEarlier = Date.parse(listed.time) < Date.parse(introduction.time);
    if (!isEarlier || !stream.isIntroducedByList) return [];
    return stream.learn(movedEarlier(introduction, { source, about, data, occasion: listed }));
  }
  const type = 'system.introduced';
  const id = `${about}/${type}/${digestOf({ company, name: comparable(product.name) })}`;
  return stream.learn(stated({ source, id, type, subject, data }, listed));
}

function systemData({ company, product, role }: ListedSystem): JsonObject {
  return {
    company,
    name: localName(product.name),
    kind: kindOf(product.channels),
    ...(role && { roles: [role] }),
    markets: ['CN'],
  };
}

/** One channel says what the product is; several make it a service. */
function kindOf(channels: readonly string[]): string {
  const [channel = '', ...others] = channels;
  return others.length > 0 ? 'service' : (KINDS[comparable(channel)] ?? 'service');
}

const KINDS: Readonly<Record<string, string>> = {
  app: 'app',
  网站: 'website',
  小程序: 'mini-program',
  微信小程序: 'mini-program',
  抖音小程序: 'mini-program',
  支付宝小程序: 'mini-program',
  智能硬件: 'device',
};
