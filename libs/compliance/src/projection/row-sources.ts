import type { States, StreamKind } from '#libs/governance';
import { REGISTERS } from '../registers/list.js';
import type { RowSource } from '../registers/register.js';

/** A register as it looks at one kind of stream. */
export interface Source<State> extends RowSource<State, object> {
  readonly register: string;
}

/** What each kind of stream yields rows for, in the order of the registers. */
export const SOURCES: { readonly [Kind in StreamKind]: readonly Source<States[Kind]>[] } = {
  algorithms: sourcesOf('algorithms'),
  calendars: sourcesOf('calendars'),
  companies: sourcesOf('companies'),
  instruments: sourcesOf('instruments'),
  sources: sourcesOf('sources'),
  systems: sourcesOf('systems'),
  terms: sourcesOf('terms'),
};

function sourcesOf<Kind extends StreamKind>(kind: Kind): readonly Source<States[Kind]>[] {
  return REGISTERS.flatMap(({ name, from }) => {
    const source: RowSource<States[Kind], object> | undefined = from[kind];
    return source === undefined ? [] : [{ ...source, register: name }];
  });
}
