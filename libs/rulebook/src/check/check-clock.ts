import { isCivilDate } from '../clock/civil-date.js';
import { isObject, type Json, type Place } from './problem.js';

/** A hundred years, or ten where days are counted one by one. */
export const WITHIN_MAX = {
  hour: 876_000,
  day: 36_500,
  month: 1_200,
  year: 100,
  'working-day': 2_500,
} as const;

export type IsCalendar = (id: string) => boolean;

export function checkDue(
  json: unknown,
  place: Place,
  isCalendar: IsCalendar,
  reactive: boolean,
): void {
  if (!isObject(json)) {
    place.report('wrong-type', 'A due is {immediately}, {before}, {on} or {within, unit}.');
  } else if ('immediately' in json) {
    checkFlag(json, 'immediately', place);
  } else if ('before' in json) {
    checkFlag(json, 'before', place);
    if (!reactive) place.report('not-allowed', 'Only a reactive duty is due before its trigger.');
  } else if ('on' in json) {
    place.allowOnly(json, ['on']);
    if (!isCivilDate(json['on'])) place.at('on').report('wrong-type', 'A date is needed.');
  } else {
    checkTerm(json, place, isCalendar);
  }
}

export function checkEvery(json: unknown, place: Place, isCalendar: IsCalendar): void {
  if (!isObject(json)) {
    place.report('wrong-type', 'An every is {within, unit} or {calendar: year}.');
  } else if ('calendar' in json && !('within' in json)) {
    place.allowOnly(json, ['calendar']);
    if (json['calendar'] !== 'year') {
      place.at('calendar').report('unknown-value', 'Only year may stand here.');
    }
  } else {
    checkTerm(json, place, isCalendar);
  }
}

export function checkInForce(json: unknown, place: Place): void {
  if (!isObject(json)) {
    place.report('wrong-type', 'In force is {from, to?}.');
    return;
  }
  place.allowOnly(json, ['from', 'to']);
  const { from, to } = json;
  if (!('from' in json)) {
    place.at('from').report('required', 'The first day is needed, or null for a draft.');
  } else if (from !== null && !isCivilDate(from)) {
    place.at('from').report('wrong-type', 'A date or null is needed.');
  }
  if (to === undefined || to === null) return;
  if (!isCivilDate(to)) place.at('to').report('wrong-type', 'A date or null is needed.');
  else if (isCivilDate(from) && to <= from) {
    place.at('to').report('out-of-range', 'The end comes after the first day.');
  }
}

function checkTerm(json: Json, place: Place, isCalendar: IsCalendar): void {
  const { within, unit } = json;
  if (!isUnit(unit)) {
    const units = Object.keys(WITHIN_MAX).join(', ');
    place.at('unit').report('unknown-value', `One of ${units} is needed.`);
    return;
  }
  const inDays = unit === 'working-day';
  place.allowOnly(json, ['within', 'unit', ...(inDays ? ['calendar', 'count'] : [])]);
  const max = WITHIN_MAX[unit];
  if (typeof within !== 'number' || !Number.isSafeInteger(within) || within < 1 || within > max) {
    place.at('within').report('out-of-range', `A whole number from 1 to ${max} is needed.`);
  }
  if (inDays) checkCount(json, place, isCalendar);
}

function checkCount({ calendar, count }: Json, place: Place, isCalendar: IsCalendar): void {
  if (typeof calendar !== 'string' || calendar === '') {
    place.at('calendar').report('required', 'The calendar of the working days is needed.');
  } else if (!isCalendar(calendar)) {
    place.at('calendar').report('unknown-calendar', `No calendar is called ${calendar}.`);
  }
  if (count !== 'next-day' && count !== 'same-day') {
    place.at('count').report('unknown-value', 'next-day or same-day is needed.');
  }
}

function checkFlag(json: Json, field: string, place: Place): void {
  place.allowOnly(json, [field]);
  if (json[field] !== true) place.at(field).report('unknown-value', 'Only true may stand here.');
}

function isUnit(unit: unknown): unit is keyof typeof WITHIN_MAX {
  return typeof unit === 'string' && Object.hasOwn(WITHIN_MAX, unit);
}
