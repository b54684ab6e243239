import { AHEAD_MINUTES_MAX, LATE_DAYS_MAX, UNCHECKED_DAYS_MAX } from '../gaps.js';
import type { Proven, Words } from './words.js';

export const CHINESE: Words = {
  language: 'zh',
  title: (name) => (name === undefined ? '完整账本' : `关于${name}的证据`),
  lead: '这是 Edict 的证据包：事件的原始记录、由事件推出的结论，以及记录之后未被改动的证明。核验不需要网络，也不需要信任制作者。',
  question: {
    heading: '所问',
    company: '公司',
    whole: '账本的全部事件',
    period: '期间',
    known: '已知',
    knownUpTo: (position) => `截至第 ${position} 号事件的记录`,
    checkpoint: '检查点',
    signed: (origin, size) => `日志 ${origin} 的 ${size} 个事件`,
    since: '较早的检查点',
    beginsWith: (size) => `${size} 个事件，本检查点以其为开头`,
    accessedUntil: '查阅记录与文件截至',
  },
  statuses: {
    heading: '状态',
    note: '期间开始与结束时的状态，均按上述事件时的所知。state-start.csv 与 state-end.csv 逐项列出，why.ndjson 说明结束时每一项未履行状态的由来。',
    header: ['状态', '开始', '结束'],
    names: {
      breached: '违反：有记录在案的认定',
      unevidenced: '无证据：已到期，记录中没有已履行的证据',
      unknown: '未知：缺少判断是否适用的事实',
      pending: '待履行：尚未到期',
      met: '已履行',
      waived: '豁免：有记录在案的豁免',
    },
    expectations: '主管机关的义务，不计入以上数字',
  },
  changes: {
    heading: '从开始到结束的变化',
    header: ['原因', '状态数'],
    causes: {
      'new-fact': '新事实',
      correction: '更正',
      'rule-change': '规则变化',
      'calendar-change': '日历变化',
      'time-passed': '仅因时间推移',
    },
  },
  gaps: {
    heading: '缺口',
    header: ['种类', 'gaps.csv 行数'],
    kinds: {
      'source-unchecked': `超过 ${UNCHECKED_DAYS_MAX} 天未核查的来源`,
      'source-check-failed': '失败的来源核查',
      'late-arrival': `发生超过 ${LATE_DAYS_MAX} 天后才记录的事件`,
      'recorded-ahead': `早于发生 ${AHEAD_MINUTES_MAX} 分钟以上记录的事件：预告，或时钟有误`,
      'clock-backwards': '记录时间早于前一事件的事件',
      'paper-missing': '证据提及而本包没有的文件',
    },
  },
  proves: { heading: '证明了什么', items: proves },
  lacks: { heading: '没有证明什么', items: lacks },
  verifying: {
    heading: '如何核验',
    before:
      '从本文件以外的地方取得该日志的验证公钥，并尽可能使用自己先前保存的检查点。只需要 Node.js：',
    after: [
      'verify.mjs 在本包之中，其可信程度不高于提供本包的人：最好使用从别处取得的一份，或 edict verify 命令。',
      '退出码：0 全部核验通过；1 有改动；2 文件不是证据包；3 没有错误，但证明弱于所能证明的，例如没有给出公钥。',
    ],
  },
  files: {
    heading: '文件',
    names: [
      ['verify.mjs', '核验本包，只需要 Node.js'],
      ['checkpoint', '账本的大小与根哈希，已签名'],
      ['checkpoint-since, consistency.json', '较早的检查点，以及本检查点以其为开头的证明'],
      ['events.ndjson', '事件，每行即计算哈希的字节'],
      ['proofs.ndjson', '每个事件包含在检查点中的证明'],
      ['heads.json', '该公司的事件数，由账本中的记录证明'],
      ['state-start.csv, state-end.csv, changes.csv, why.ndjson, gaps.csv', '由事件推出的结论'],
      ['access-log.csv', '谁查阅过这些证据；未经证明'],
      ['papers/', '证据提及的文件，各以其 SHA-256 命名'],
      ['personal.ndjson', '未被删除的个人信息字段；事件中是对它们的承诺'],
      ['manifest.json, SHA256SUMS', '所问，以及每个文件的大小与 SHA-256'],
    ],
  },
};

function proves({ position, covered, since, completeTo, isWhole }: Proven): readonly string[] {
  return [
    isWhole
      ? `这是账本从第一个到第 ${position} 号的全部事件，顺序不变：已签名的根哈希即由这些字节算出。`
      : `这里的每个事件都在已签名的 ${covered} 个事件的账本之中，位置与字节都与记录时相同。`,
    ...(since === undefined ? [] : [`该账本以较早检查点的全部 ${since} 个事件为开头，未经改动。`]),
    ...(completeTo === undefined || isWhole
      ? []
      : [`截至第 ${completeTo} 号事件，与该公司有关的事件没有遗漏：账本自身已计数。`]),
    ...(isWhole ? [] : ['状态、变化、推导与缺口均由这些事件推出：核验者重新计算并逐字节比较。']),
  ];
}

function lacks({ position, completeTo, isWhole }: Proven): readonly string[] {
  return [
    '事件在记录时是否属实，以及发生的一切是否都已记录。',
    `第 ${position} 号事件之后记录的任何事件。`,
    ...(isWhole ? [] : completeness(position, completeTo)),
    '持有签名私钥的人没有为他人签署另一份历史：保存在别处的检查点才能显示这一点。',
    'access-log.csv 的查阅记录完整或属实：它不属于账本。',
    '违法。“无证据”只表示没有记录；Edict 不提供法律意见。',
  ];
}

function completeness(position: number, completeTo: number | undefined): readonly string[] {
  if (completeTo === undefined) return ['该公司的事件没有遗漏：账本当时尚未计数。'];
  if (completeTo >= position) return [];
  return [`该公司在第 ${completeTo} 号事件之后的事件没有遗漏。`];
}
