import { setFlagsFromString } from 'node:v8';

/** How much the heap may grow, beyond what is alive, before garbage is collected. */
const GROWTH_PERCENT = 80;

/**
 * For a process that goes through much and keeps little: left to itself, V8 lets its heap grow to
 * several times of what is alive in it. Threads that are started later do as their process does.
 */
export function keepMemorySteady(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
