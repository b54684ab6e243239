import { CATALOGUE, VOCABULARY } from '#libs/governance';
import type { Localized, TermKind } from '#libs/governance';
import type { EventPattern, Scalar } from '#libs/rulebook';
import type { DeclaredLabels } from './declared-terms.js';

const WORD_OF_FIELD: ReadonlyMap<string, TermKind> = new Map([
  ['measure', 'measure'],
  ['media', 'medium'],
  ['category', 'algorithm-category'],
  ['role', 'role'],
]);
/** `kind` is a word of another vocabulary in each type. */
const WORD_OF_KIND: ReadonlyMap<string, TermKind> = new Map([
  ['assessment.completed', 'assessment'],
  ['incident.occurred', 'incident'],
]);
/** Values of fields that are no words of the vocabulary. */
const PLAIN: ReadonlyMap<string, Localized> = new Map([
  ['pass', { en: 'passed', zh: '通过' }],
  ['fail', { en: 'failed', zh: '未通过' }],
  ['filing', { en: 'filing', zh: '备案' }],
  ['registration', { en: 'registration', zh: '登记' }],
  ['provider', { en: 'by the provider', zh: '由提供者' }],
  ['platform', { en: 'by the platform', zh: '由平台' }],
  ['authority', { en: 'by an authority', zh: '由主管部门' }],
]);
/** Fields whose values say nothing without them. */
const FIELDS: ReadonlyMap<string, Localized> = new Map([
  ['case', { en: 'case', zh: '案件' }],
  ['incident', { en: 'incident', zh: '事件' }],
  ['months', { en: 'months', zh: '月数' }],
]);
const VALUES_SHOWN_MAX = 3;

/** What a pattern asks for, in words: the title of the type, and what its data must say. */
export function labelOf(pattern: EventPattern, declared: DeclaredLabels): Localized {
  const title = CATALOGUE.get(pattern.type)?.title ?? { en: pattern.type, zh: pattern.type };
  const details = Object.entries(pattern.where ?? {}).map(([field, wanted]) =>
    detailOf(pattern.type, field, valuesOf(wanted), declared),
  );
  if (details.length === 0) return title;
  return {
    en: `${title.en}: ${details.map(({ en }) => en).join(', ')}`,
    zh: `${title.zh}：${details.map(({ zh }) => zh).join('，')}`,
  };
}

function wordKind(type: string, field: string): TermKind | undefined {
  return field === 'kind' ? WORD_OF_KIND.get(type) : WORD_OF_FIELD.get(field);
}

function valuesOf(wanted: Scalar | readonly Scalar[]): readonly Scalar[] {
  return typeof wanted === 'object' ? wanted : [wanted];
}

function detailOf(
  type: string,
  field: string,
  values: readonly Scalar[],
  declared: DeclaredLabels,
): Localized {
  const kind = wordKind(type, field);
  const shown = values.slice(0, VALUES_SHOWN_MAX).map((value): Localized => {
    const name = String(value);
    const label =
      kind === undefined
        ? PLAIN.get(name)
        : (VOCABULARY[kind].get(name)?.label ?? declared.get(`${kind}.${name}`));
    const { en, zh } = FIELDS.get(field) ?? { en: field, zh: field };
    return label ?? { en: `${en} ${name}`, zh: `${zh} ${name}` };
  });
  const more = values.length > shown.length;
  return {
    en: `${shown.map(({ en }) => en).join(' or ')}${more ? ' ...' : ''}`,
    zh: `${shown.map(({ zh }) => zh).join('或')}${more ? '……' : ''}`,
  };
}
