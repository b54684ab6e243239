import { CATALOGUE } from './catalogue.js';
import { versionOf } from './dataschema.js';

interface Versioned {
  readonly type: string;
  readonly dataschema: string;
  readonly data: object;
}

/** The event's data in the current version of its type; types of no catalogue stay as they are. */
export function lift({ type, dataschema, data }: Versioned): object {
  const upcasters = CATALOGUE.get(type)?.upcasters ?? [];
  if (upcasters.length === 0) return data;
  const version = versionOf(type, dataschema) ?? upcasters.length + 1;
  return upcasters.slice(version - 1).reduce((lifted, upcast) => upcast(lifted), data);
}
