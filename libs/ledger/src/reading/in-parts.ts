import { LOOKUP_MAX } from '../limits.js';

/** Asks for a long list in parts, so that every statement is bounded. */
export async function inParts<Asked, Found>(
  asked: readonly Asked[],
  ask: (part: readonly Asked[]) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let start = 0; start < asked.length; start += LOOKUP_MAX) {
    for (const one of await ask(asked.slice(start, start + LOOKUP_MAX))) found.push(one);
  }
  return found;
}
