import { join } from 'node:path';
import type { Row } from '../rows.js';
import type { Subject } from '../subject.js';
import { childrenOf, residentOf } from './resident.js';

const WORKER = join('apps', 'worker');
const MIB = 1_024 * 1_024;
const API_MIB_MAX = 300;
const WORKER_MIB_MAX = 500;

/** The most that the API and its worker have had so far. */
export async function memoryRow(subject: Subject): Promise<Row> {
  const [worker] = await childrenOf(subject.pid, WORKER);
  const api = (await residentOf(subject.pid)).most / MIB;
  const ofWorker = worker === undefined ? NaN : (await residentOf(worker)).most / MIB;
  const isMet = api < API_MIB_MAX && ofWorker < WORKER_MIB_MAX;
  return {
    name: 'P12 memory',
    measured: `API ${api.toFixed(0)} MB, worker ${ofWorker.toFixed(0)} MB, each at its largest`,
    goal: `under ${API_MIB_MAX} MB and ${WORKER_MIB_MAX} MB resident`,
    verdict: isMet ? 'met' : 'missed',
    numbers: { apiMib: api, workerMib: ofWorker },
  };
}
