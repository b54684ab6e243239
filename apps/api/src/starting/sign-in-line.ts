import { SIGN_IN_LINK_GOOD_S, signInAddress } from '#libs/access';
import type { Config } from '#libs/runtime';
import type { Stores } from './stores.js';

const MINUTE_S = 60;

/** A link for whoever starts Edict, as the key that every start knows: that of the settings, or the first. */
export async function signInLine(
  config: Config,
  { keys, sessions }: Pick<Stores, 'keys' | 'sessions'>,
  url: string,
): Promise<string> {
  const key = await keys(config).firstKey();
  const link = key === undefined ? undefined : await sessions(config).makeLink(key);
  if (link === undefined) return 'To sign a browser in: npx edict key sign-in <id of a key>';
  const address = signInAddress(config.publicOrigin ?? url, link.text);
  return `To sign a browser in, once and within ${SIGN_IN_LINK_GOOD_S / MINUTE_S} minutes: ${address}`;
}
