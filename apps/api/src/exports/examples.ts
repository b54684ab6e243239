import type { WholeShape } from '../answers/shape.js';
import type { ExportAnswer } from './export-answer.js';
import type { ExportRequest } from './export-bodies.js';
import type { RunAnswer } from './run-answer.js';

export const REQUEST_EXAMPLE = {
  name: '合规状态，每个工作日',
  dataset: 'company-status',
  filters: { company: ['bytedance'] },
  profile: 'excel',
  mode: 'full',
  schedule: { cron: '0 8 * * 1-5', timeZone: 'Asia/Shanghai' },
  deliveries: [
    { kind: 'folder', path: 'daily' },
    { kind: 'webhook', url: 'https://hooks.example.org/edict' },
  ],
} satisfies WholeShape<ExportRequest>;

export const MONTHLY_EXAMPLE = {
  name: 'Changes, on the third working day',
  dataset: 'status-history',
  mode: 'delta',
  schedule: {
    workingDay: { nth: 3, calendar: 'cn', at: '09:00', timeZone: 'Asia/Shanghai' },
  },
  deliveries: [{ kind: 's3', bucket: 'compliance', prefix: 'edict', region: 'eu-central-1' }],
  retention: { runs: 12 },
} satisfies WholeShape<ExportRequest>;

export const EXPORT_EXAMPLE = {
  ...REQUEST_EXAMPLE,
  id: '3c9d01b2f4a7',
  missedRuns: 'all',
  graceMinutes: 60,
  retention: { days: 90 },
  enabled: true,
  nextRuns: [
    '2026-11-27T00:00:00.000Z',
    '2026-11-30T00:00:00.000Z',
    '2026-12-01T00:00:00.000Z',
    '2026-12-02T00:00:00.000Z',
    '2026-12-03T00:00:00.000Z',
  ],
  createdAt: '2026-11-26T03:00:00.000Z',
  createdBy: 'key:admin',
  changedAt: '2026-11-26T03:00:00.000Z',
  changedBy: 'key:admin',
} satisfies WholeShape<ExportAnswer>;

export const RUN_EXAMPLE = {
  id: '5f0c7a91d2e84b36a1c0',
  export: '3c9d01b2f4a7',
  nominalTime: '2026-11-27T00:00:00.000Z',
  state: 'done',
  attempt: 1,
  startedAt: '2026-11-27T00:00:00.412Z',
  finishedAt: '2026-11-27T00:00:01.207Z',
  asOf: { validAt: '2026-11-27T00:00:00.000Z', position: 4121 },
  rows: 412,
  files: [
    {
      name: 'company-status.csv',
      bytes: 96_120,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      rows: 412,
    },
  ],
  targets: [
    { kind: 'folder', state: 'delivered', attempt: 1 },
    { kind: 'webhook', state: 'delivered', attempt: 1 },
  ],
} satisfies WholeShape<RunAnswer>;
