import { pinyin } from 'pinyin-pro';
import { comparable } from '../filings/written-text.js';
import { nameWords } from './name-words.js';

/** Two of them with their suffixes stay within the 100 characters of an id. */
export const NAME_ID_LENGTH_MAX = 40;

/** Nearly every name has 科技 before its legal form, so it tells nothing there. */
const ENDING = /(?:科技)?(?:股份有限公司|有限责任公司|有限公司|股份公司|公司)$/u;
const LEGAL_FORM = /(?:股份)?有限(?:责任)?公司|\((?:有限合伙|个体工商户)\)/gu;

/**
 * A company's name in letters, without its legal form: 北京抖音信息服务有限公司 is
 * beijing-douyin-xinxi-fuwu. The same name gives the same id for ever.
 */
export function companyNameId(name: string): string {
  const words = comparable(name);
  const own = words.replace(ENDING, '').replace(LEGAL_FORM, '');
  return latin(own.length > 2 ? own : words) || 'company';
}

/** A product's name in letters: 即梦AI is jimeng-ai. */
export function productNameId(name: string): string {
  return latin(comparable(name)) || 'product';
}

function latin(text: string): string {
  const runs = text.match(/\p{Script=Han}+|[a-z0-9.]+/gu) ?? [];
  const words = runs.flatMap((run) =>
    /^\p{Script=Han}/u.test(run) ? nameWords(run).map(syllables) : [run.replace(/\./g, '-')],
  );
  return shortened(words.join('-').replace(/-+/g, '-').replace(/^-|-$/g, ''));
}

function syllables(word: string): string {
  return pinyin(word, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' })
    .join('')
    .replace(/[^a-z0-9]/g, '');
}

/** Whole words as far as they fit. */
function shortened(id: string): string {
  if (id.length <= NAME_ID_LENGTH_MAX) return id;
  const cut = id.slice(0, NAME_ID_LENGTH_MAX + 1);
  const end = cut.lastIndexOf('-');
  return cut.slice(0, end > 0 ? end : NAME_ID_LENGTH_MAX);
}
