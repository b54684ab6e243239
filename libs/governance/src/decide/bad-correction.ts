import { CATALOGUE } from '../catalogue/catalogue.js';
import { dataschemaOf, versionOf } from '../catalogue/dataschema.js';
import type { Rejected } from '../catalogue/event-type.js';
import type { LedgerEvent } from '../catalogue/known-event.js';
import { lift } from '../catalogue/lift.js';
import { rejected } from '../catalogue/rejected.js';
import { amendmentOf, isAmendment } from '../known-set/corrections.js';
import { checkPayload } from '../payload/check-payload.js';
import { sameJson } from './same-json.js';

/** What is wrong with the values that a correction gives. */
export function badCorrection(correction: object, target: LedgerEvent): Rejected | undefined {
  const { time, data, dataschema } = amendmentOf(correction) ?? {};
  if (time === undefined && data === undefined) {
    return rejected('invalid-data', 'A correction gives a time, data or both.', '/data');
  }
  if (data === undefined) return undefined;
  return badData(data, dataschema ?? target.dataschema, target) ?? otherTarget(data, target);
}

function badData(data: object, dataschema: string, target: LedgerEvent): Rejected | undefined {
  const { type } = target;
  const newest = CATALOGUE.get(type)?.version ?? 0;
  const version = versionOf(type, dataschema);
  if (version === undefined || version > newest) {
    const detail = `The data must be written in a version of ${dataschemaOf(type, newest)}.`;
    return rejected('invalid-data', detail, '/data/dataschema');
  }
  const problems = checkPayload(type, lifted(type, dataschema, data), '/data/data');
  if (problems.length === 0) return undefined;
  return { ...rejected('invalid-data', `The data does not fit ${type}.`, '/data/data'), problems };
}

/** Upcasters expect data of their version; what somebody sends as such may be anything. */
function lifted(type: string, dataschema: string, data: object): object | undefined {
  try {
    return lift({ type, dataschema, data });
  } catch {
    return undefined;
  }
}

function otherTarget(data: object, target: LedgerEvent): Rejected | undefined {
  if (!isAmendment(target)) return undefined;
  const same = sameJson(amendmentOf(data)?.event, amendmentOf(target.data)?.event);
  return same
    ? undefined
    : rejected(
        'invalid-data',
        'A correction cannot make another correction speak about another event.',
        '/data/data/event',
      );
}
