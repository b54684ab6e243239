import { IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf, originOf } from './event-reference.js';
import { Because } from './fields.js';
import { equalTo, inWords, lacking, ofCompany, oneOf } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byInstant, byText } from './sort.js';

export const SERVICE_FILING_KINDS = ['filing', 'registration'] as const;

/** A generative-AI filing (备案) or registration (登记). */
export class ServiceFilingRow {
  @IsString() readonly number!: string;

  @IsIn(SERVICE_FILING_KINDS) readonly kind!: (typeof SERVICE_FILING_KINDS)[number];

  @describe('`<collection>/<id>` of the company or system that it was granted to.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @IsOptional() @IsString() readonly region?: string;

  @IsISO8601() readonly from!: string;

  @describe('Absent while it stands.')
  @IsOptional()
  @IsISO8601()
  readonly to?: string;

  @Because() readonly because!: readonly EventRef[];
}

export const SERVICE_FILINGS = defineRegister<'service-filings', ServiceFilingRow>({
  name: 'service-filings',
  title: { en: 'Generative-AI filings', zh: '生成式人工智能服务备案与登记' },
  row: ServiceFilingRow,
  filters: {
    q: inWords,
    company: ofCompany,
    kind: oneOf('kind', SERVICE_FILING_KINDS, 'Filing (备案) or registration (登记).'),
    region: equalTo('region', 'Region of the authority.'),
    active: lacking('to', 'Whether it stands.'),
  },
  sorts: { from: byInstant('from'), number: byText('number') },
  defaultSort: '-from',
  from: fromDossier(eachRecord('serviceFilings', rowOf)),
});

function rowOf(
  { number, kind, region, granted, cancelled }: Dossier['serviceFilings'][number],
  concerned: Concerned,
): KeyedRow<ServiceFilingRow> {
  const row = {
    number,
    kind,
    ...concerned,
    ...(region === undefined ? {} : { region }),
    from: granted.time,
    ...(cancelled && { to: cancelled.time }),
    because: becauseOf(granted, cancelled),
  };
  const key = `${concerned.subject}/${number}/${originOf(granted)}`;
  return { key, ...companyOf(concerned), words: [number], row };
}
