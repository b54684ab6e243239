import { CATALOGUE, checkPayload, dataschemaOf, lift, versionOf } from '#libs/governance';
import type { EventProblem } from './refused.js';

/** What is wrong with the payload of an event, and with the schema that it names. */
export function payloadProblems(
  type: string,
  dataschema: string | undefined,
  data: object,
): readonly EventProblem[] {
  const eventType = CATALOGUE.get(type);
  if (eventType === undefined) return [];
  const version = dataschema === undefined ? eventType.version : versionOf(type, dataschema);
  if (version === undefined || version > eventType.version) {
    const newest = dataschemaOf(type, eventType.version);
    const message = `dataschema must name a known version of ${type}, at most ${newest}`;
    return [{ pointer: '/dataschema', code: 'not-allowed', message }];
  }
  if (version === eventType.version) return checkPayload(type, data);
  const lifted = liftedData(type, dataschemaOf(type, version), data);
  return lifted === undefined
    ? [{ pointer: '/data', code: 'malformed', message: `data is no ${type} of version ${version}` }]
    : checkPayload(type, lifted);
}

/** Upcasters expect data of their version; what somebody sends as such may be anything. */
function liftedData(type: string, dataschema: string, data: object): object | undefined {
  try {
    return lift({ type, dataschema, data });
  } catch {
    return undefined;
  }
}
