import { Temporal } from 'temporal-polyfill';
import { textOf } from '../planning/statement.js';
import type { PackNames } from './pack-names.js';
import type { PackInstrument, RulePack } from './rule-pack.js';

/** The instant at which a day starts, RFC 3339 with the offset of that place. */
export type TimeOf = (day: string) => string;
export type TimesOf = (instrument: PackInstrument) => TimeOf;

/** Days of an instrument start in the time zone that it was published with. */
export function dayTimes(names: PackNames): TimesOf {
  return (instrument) => {
    const zone = timeZoneIn(instrument) ?? names.timeZoneOf(instrument.instrument) ?? 'UTC';
    return (day) =>
      Temporal.PlainDate.from(day).toZonedDateTime(zone).toString({ timeZoneName: 'never' });
  };
}

function timeZoneIn({ steps }: PackInstrument): string | undefined {
  const published = steps.find(({ type }) => type === 'instrument.published');
  return published && textOf(published.fields, 'timeZone');
}

/** The first instant that a pack speaks of. */
export function earliestTime(pack: RulePack, timesOf: TimesOf): string | undefined {
  const times = pack.instruments.flatMap((instrument) => {
    const timeOf = timesOf(instrument);
    return [...instrument.steps, ...instrument.obligations].map(({ from }) => timeOf(from));
  });
  return times.toSorted((one, other) => Date.parse(one) - Date.parse(other))[0];
}
