import { join } from 'node:path';
import { mebibytes } from '../measuring.js';
import type { Row } from '../row.js';
import { childrenOf, residentOf } from '../running/resident.js';
import type { Subject } from '../subject.js';

const WORKER = join('apps', 'worker');
const MIB = 1_024 * 1_024;
const API_MIB_MAX = 300;
const WORKER_MIB_MAX = 500;

/** The most that the API and its worker have had so far, in bytes. */
export interface Memory {
  readonly api: number;
  readonly worker: number;
}

export async function memoryOf(subject: Subject): Promise<Memory> {
  const [worker] = await childrenOf(subject.pid, WORKER);
  return {
    api: (await residentOf(subject.pid)).most,
    worker: worker === undefined ? NaN : (await residentOf(worker)).most,
  };
}

export function memoryRow(name: string, { api, worker }: Memory): Row {
  const isMet = api < API_MIB_MAX * MIB && worker < WORKER_MIB_MAX * MIB;
  return {
    name,
    measured: `API ${mebibytes(api)}, worker ${mebibytes(worker)}, each at its largest`,
    goal: `under ${API_MIB_MAX} MB and ${WORKER_MIB_MAX} MB resident`,
    verdict: isMet ? 'met' : 'missed',
    numbers: { apiMib: api / MIB, workerMib: worker / MIB },
  };
}
