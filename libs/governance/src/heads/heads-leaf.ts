import type { CompanyCount } from './company-counts.js';

/**
 * What stands in the tree of heads for one company: `["<company>",<count>]`, canonical JSON as it
 * is, for an id has nothing that is escaped.
 */
export function headsLeaf([company, count]: CompanyCount): string {
  return JSON.stringify([company, count]);
}
