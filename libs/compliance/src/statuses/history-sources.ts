import { parseSubject } from '#libs/governance';
import type { JsonObject, JsonValue, RecordedEvent } from '#libs/ledger/pure';

/** A stream that the history of a subject may be made of. */
export interface Source {
  readonly subject: string;
  readonly stream: string;
}

/**
 * The sources that an event names, be it a correction or what it corrects. They are kept for good:
 * which of them count at which moment is for the history itself to say.
 */
export function sourcesOf({ subject, data }: RecordedEvent): readonly Source[] {
  const kind = parseSubject(subject)?.kind;
  if (kind === 'companies') return [{ subject, stream: subject }];
  const said = [data, ...objectIn(data['data'])];
  if (kind === 'systems') {
    const companies = said.flatMap(({ company }) => textsIn(company));
    const streams = [subject, ...companies.map((company) => `companies/${company}`)];
    return streams.map((stream) => ({ subject, stream }));
  }
  if (kind !== 'algorithms') return [];
  const systems = said.flatMap(({ system, systems: several }) => [
    ...textsIn(system),
    ...textsIn(several),
  ]);
  return systems.map((system) => ({ subject: `systems/${system}`, stream: subject }));
}

function objectIn(value: JsonValue | undefined): readonly JsonObject[] {
  return typeof value === 'object' && value !== null && !isList(value) ? [value] : [];
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isList(value) ? value.filter((member) => typeof member === 'string') : [];
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
