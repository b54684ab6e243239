import { comparable, tidied } from './written-text.js';

/** What 备注 says has happened since the filing was first listed. */
export interface Remark {
  /** As written; empty where there is none. */
  readonly text: string;
  readonly isCancelled: boolean;
  /** 原主体名称“X”变更为“Y”: the filing entity's names before and after. */
  readonly companyRenamed?: { readonly from: string; readonly to: string };
  /** 原算法名称“X”变更为“Y”: the algorithm's names before and after. */
  readonly algorithmRenamed?: { readonly from: string; readonly to: string };
  /** True where it says of the filing itself nothing else. */
  readonly isOnlyCompanyRenaming: boolean;
  /** The month that it names for the change, e.g. 2024-08. */
  readonly month?: string;
}

const QUOTED = '[“"「]([^”"」]+)[”"」]';
const QUOTED_COMPANY = new RegExp(`主体(?:名称)?由?${QUOTED}变更为${QUOTED}`, 'u');
const BARE_COMPANY = /主体(?:名称)?由?([^“”"，。；;、]+?)变更为([^“”"，。；;、]+)/u;
const QUOTED_ALGORITHM = new RegExp(`算法名称(?:原|由)?${QUOTED}变更为${QUOTED}`, 'u');
const BARE_ALGORITHM = /算法名称由?([^“”"，。；;、]+?)变更为([^“”"，。；;、]+)/u;
const MONTHS = /(20\d{2})年(?:\d{1,2}月、)*(1[0-2]|0?[1-9])月/u;
const FRAME = /^[\s\d年月原，、。：;；]*(?:变更内容)?[\s原：，。]*$/u;
const CANCELLED = /^(已注销|注销)$/u;

export function parseRemark(written: string): Remark {
  const text = tidied(written);
  const company = QUOTED_COMPANY.exec(text) ?? BARE_COMPANY.exec(text);
  const companyRenamed = renaming(company);
  const algorithmRenamed = renaming(QUOTED_ALGORITHM.exec(text) ?? BARE_ALGORITHM.exec(text));
  const month = statedLast(text);
  return {
    text: /^[-—–]*$/u.test(text) ? '' : text,
    isCancelled: CANCELLED.test(comparable(text)),
    isOnlyCompanyRenaming: company !== null && FRAME.test(text.replace(company[0], '')),
    ...(companyRenamed && { companyRenamed }),
    ...(algorithmRenamed && { algorithmRenamed }),
    ...(month && { month }),
  };
}

function renaming(
  found: RegExpExecArray | null,
): { readonly from: string; readonly to: string } | undefined {
  const [, from, to] = found ?? [];
  if (!from || !to || comparable(from) === comparable(to)) return undefined;
  return { from: from.trim(), to: to.trim() };
}

/** 2023年4月、12月: the later month, by which all that it says had happened. */
function statedLast(text: string): string | undefined {
  const [, year, month] = MONTHS.exec(text) ?? [];
  return year && month ? `${year}-${month.padStart(2, '0')}` : undefined;
}
