const RECORDED = '2026-11-24T03:00:00.000Z';

/** A system as the examples of the catalogue leave it. */
export const WATERMARKING_EXAMPLE = {
  system: 'seedance-2.0',
  company: 'bytedance',
  name: { zh: 'Seedance 2.0', en: 'Seedance 2.0' },
  status: 'met',
  duties: [
    {
      obligation: 'cn-label-4',
      instrument: 'cn-label-2025',
      jurisdiction: 'CN',
      provision: '4',
      title: { en: 'Explicit labels on generated content', zh: '添加显式标识' },
      force: 'binding',
      grade: 'quoted',
      labels: ['label.explicit'],
      status: 'met',
      dueOn: '2026-02-07',
    },
  ],
  explicit: [
    {
      label: 'label.explicit',
      subject: 'systems/seedance-2.0',
      medium: 'video',
      method: 'Words in the corner.',
      from: '2026-02-12T00:00:00+08:00',
    },
  ],
  implicit: [
    {
      label: 'label.implicit',
      subject: 'systems/seedance-2.0',
      medium: 'video',
      lastOutcome: 'pass',
      lastCheckedAt: '2026-03-01T00:00:00+08:00',
      lastPassedAt: '2026-03-01T00:00:00+08:00',
    },
  ],
  other: [],
  because: [
    {
      position: 20,
      type: 'measure.adopted',
      time: '2026-02-12T00:00:00+08:00',
      recordedtime: RECORDED,
    },
    {
      position: 21,
      type: 'measure.checked',
      time: '2026-03-01T00:00:00+08:00',
      recordedtime: RECORDED,
    },
  ],
};
