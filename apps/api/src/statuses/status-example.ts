/** A duty as the examples of the catalogue leave it: nothing shows yet that it is met. */
export const STATUS_EXAMPLE = {
  subject: 'systems/seedance-2.0',
  company: 'bytedance',
  system: 'seedance-2.0',
  kind: 'standing',
  obligation: 'cn-label-4',
  instrument: 'cn-label-2025',
  jurisdiction: 'CN',
  provision: '4',
  title: { en: 'Explicit labels on generated content', zh: '添加显式标识' },
  force: 'binding',
  grade: 'quoted',
  ruleVersion: 1,
  status: 'unevidenced',
  since: '2026-02-06T16:00:00.000Z',
  dueOn: '2026-02-07',
  dueAt: '2026-02-06T16:00:00.000Z',
  house: false,
  expectation: false,
  owner: 'Content safety',
  daysLate: 327,
  needs: [
    {
      type: 'measure.adopted',
      where: { measure: 'label.explicit' },
      label: {
        en: 'Measure adopted: Explicit label (visible watermark)',
        zh: '采取措施：显式标识',
      },
    },
  ],
  because: [
    {
      position: 12,
      type: 'system.introduced',
      time: '2026-02-07T00:00:00+08:00',
      recordedtime: '2026-11-24T03:00:00.000Z',
    },
  ],
  missing: [],
};

export const TOTALS_EXAMPLE = {
  counts: { met: 0, pending: 0, unevidenced: 1, unknown: 0, breached: 0, waived: 0 },
  nextDeadline: {
    subject: 'companies/bytedance',
    obligation: 'cn-genai-17',
    dueOn: '2027-03-04',
    dueAt: '2027-03-04T16:00:00.000Z',
  },
};

const { obligation, instrument, provision, title, force, grade, because } = STATUS_EXAMPLE;

export const MATRIX_EXAMPLE = {
  column: { obligation, instrument, provision, title, force, grade, expectation: false },
  row: {
    company: 'bytedance',
    name: { zh: '字节跳动', en: 'ByteDance' },
    status: 'unevidenced',
    cells: [{ obligation, status: 'unevidenced', dueOn: '2026-02-07', force, grade, subjects: 1 }],
  },
};

export const MISSING_FACT_EXAMPLE = {
  subject: 'systems/seedance-2.0',
  company: 'bytedance',
  fact: 'public-opinion',
  label: { en: 'Public-opinion attributes or social mobilisation', zh: '舆论属性或社会动员能力' },
  declaredBy: 'system.described',
  settles: 2,
  obligations: ['cn-algo-24', 'cn-genai-17'],
};

export const SEGMENT_EXAMPLE = {
  subject: 'systems/seedance-2.0',
  company: 'bytedance',
  obligation,
  instrument,
  title,
  force,
  grade,
  ruleVersion: 1,
  status: 'unevidenced',
  from: '2026-02-06T16:00:00.000Z',
  to: '2026-03-01T00:00:00.000Z',
  dueOn: '2026-02-07',
  dueAt: '2026-02-06T16:00:00.000Z',
  metThroughout: false,
  expectation: false,
  because,
  missing: [],
};
