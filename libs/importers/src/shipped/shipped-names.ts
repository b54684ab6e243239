import { parseStrict } from '#libs/ledger';
import type { JsonObject } from '#libs/ledger';
import { isJsonObject, objectOf, textOf } from '../planning/statement.js';
import type { PackNames } from '../rule-packs/pack-names.js';
import { looksLikeRulePack, readPacks } from '../rule-packs/read-packs.js';
import type { RulePack } from '../rule-packs/rule-pack.js';
import { shippedPacks } from './packs.js';

/** The calendars and instruments that ship with Edict; words stand in its vocabulary and packs. */
export function shippedNames(): PackNames {
  const events = shippedEvents();
  const subjectsOf = (type: string): readonly string[] =>
    events.filter((one) => one['type'] === type).map((one) => textOf(one, 'subject') ?? '');
  const calendars = new Set(subjectsOf('calendar.published'));
  const timeZones = new Map(
    events
      .filter((one) => one['type'] === 'instrument.published')
      .map((one) => [textOf(one, 'subject'), textOf(objectOf(one, 'data'), 'timeZone')]),
  );
  return {
    declares: () => false,
    hasCalendar: (id) => calendars.has(`calendars/${id}`),
    timeZoneOf: (id) => timeZones.get(`instruments/${id}`),
  };
}

export function shippedRulePacks(): readonly RulePack[] {
  const files = shippedPacks().flatMap((pack) => pack.files);
  return readPacks(files.filter(looksLikeRulePack)).packs;
}

function shippedEvents(): readonly JsonObject[] {
  const files = shippedPacks().flatMap((pack) => pack.files);
  return files
    .filter(({ name }) => name.endsWith('.json'))
    .flatMap(({ bytes }) => {
      const events = parseStrict(bytes);
      return Array.isArray(events) ? events.filter(isJsonObject) : [];
    });
}
