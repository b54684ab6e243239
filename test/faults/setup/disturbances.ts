import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../setup/random.js';
import type { Carry } from '../../setup/relay.js';

export const DISTURBANCES = [
  'reset',
  'lost-reply',
  'latency',
  'tiny-packets',
  'black-hole',
] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

const RESET_SHARE = 0.03;
const LOST_SHARE = 0.08;
const LATENCY_MAX_MS = 60;
const TINY_BYTES_MAX = 16;
const DONE = Buffer.from('COMMIT\0');
const ANSWERED = Buffer.from('HTTP/1.1 20');

/** What a network does to what it carries. */
export function carrying(disturbance: Disturbance, random: Random): Carry {
  switch (disturbance) {
    case 'reset':
      return ({ bytes, pass, cut }) => {
        if (random.next() < RESET_SHARE) cut();
        else pass(bytes);
      };
    case 'lost-reply':
      // Of what was done, not of a question: the server has committed, and nobody hears of it.
      return ({ bytes, direction, pass, cut }) => {
        const isDone = direction === 'back' && (bytes.includes(DONE) || bytes.includes(ANSWERED));
        if (isDone && random.next() < LOST_SHARE) cut();
        else pass(bytes);
      };
    case 'latency':
      return async ({ bytes, pass }) => {
        await pause(random.below(LATENCY_MAX_MS));
        pass(bytes);
      };
    case 'tiny-packets':
      return async ({ bytes, pass }) => {
        for (let start = 0; start < bytes.length;) {
          const end = start + 1 + random.below(TINY_BYTES_MAX);
          pass(bytes.subarray(start, end));
          await nextTurn();
          start = end;
        }
      };
    case 'black-hole':
      return ({ silence }) => {
        silence();
      };
  }
}
