/** A change as the examples of the catalogue make it. */
export const STATUS_CHANGE_EXAMPLE = {
  position: 20,
  changedAt: '2026-11-24T03:00:00.000Z',
  cause: 'new-fact',
  company: 'bytedance',
  subject: 'systems/seedance-2.0',
  system: 'seedance-2.0',
  obligation: 'cn-label-4',
  title: { en: 'Explicit labels on generated content', zh: '添加显式标识' },
  before: 'unevidenced',
  after: 'met',
  dueOn: '2026-02-07',
  event: {
    position: 20,
    type: 'measure.adopted',
    time: '2026-02-12T00:00:00+08:00',
    recordedtime: '2026-11-24T03:00:00.000Z',
  },
  because: [
    {
      position: 20,
      type: 'measure.adopted',
      time: '2026-02-12T00:00:00+08:00',
      recordedtime: '2026-11-24T03:00:00.000Z',
    },
  ],
};
