import { IsBoolean, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, Localized, TermState } from '#libs/governance';
import { becauseOf } from './event-reference.js';
import { Because, Part } from './fields.js';
import { equalTo, inWords } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow, Moment } from './register.js';
import { byText } from './sort.js';

export class TermLabel {
  @IsString() readonly zh!: string;
  @IsString() readonly en!: string;
}

/** A name that events may use: a measure, a fact, a kind of incident or assessment ... */
export class TermRow {
  @IsString() readonly kind!: string;

  @IsString() readonly name!: string;

  @Part(() => TermLabel) readonly label!: Localized;

  @describe('What values a fact takes.')
  @IsOptional()
  @IsString()
  readonly valueType?: string;

  @describe('Whether Edict itself declares it, for all times.')
  @IsBoolean()
  readonly builtIn!: boolean;

  @IsOptional() @IsISO8601() readonly definedAt?: string;

  @Because() readonly because!: readonly EventRef[];
}

export const TERMS = defineRegister<'terms', TermRow>({
  name: 'terms',
  title: { en: 'Terms', zh: '术语' },
  row: TermRow,
  filters: { q: inWords, kind: equalTo('kind', 'Kind of term, e.g. `measure`.') },
  sorts: { name: byText('name'), kind: byText('kind') },
  defaultSort: 'kind',
  from: { terms: { rowsOf } },
});

function rowsOf(state: TermState, { id }: Moment): readonly KeyedRow<TermRow>[] {
  const { kind, name, label, valueType, declared } = state;
  if (kind === undefined || name === undefined || label === undefined) return [];
  const row = {
    kind,
    name,
    label,
    ...(valueType === undefined ? {} : { valueType }),
    builtIn: false,
    ...(declared && { definedAt: declared.time }),
    because: becauseOf(declared),
  };
  return [{ key: id, words: [name, label.zh, label.en], row }];
}
