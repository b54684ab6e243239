/** What the examples of the catalogue leave to be done. */
export const DEADLINE_EXAMPLE = {
  kind: 'case',
  company: 'bytedance',
  subject: 'systems/jimeng',
  case: 'cac-2026-04-28-jimeng',
  title: {
    en: 'Order of CAC: Interview, Order to correct, Warning',
    zh: 'CAC要求：约谈、责令限期改正、警告',
  },
  dueOn: '2026-06-10',
  status: 'pending',
  daysLeft: 12,
  because: [
    {
      position: 40,
      type: 'enforcement.opened',
      time: '2026-04-28T00:00:00+08:00',
      recordedtime: '2026-11-24T03:00:00.000Z',
    },
    {
      position: 41,
      type: 'enforcement.amended',
      time: '2026-05-10T00:00:00+08:00',
      recordedtime: '2026-11-24T03:00:00.000Z',
    },
  ],
};
