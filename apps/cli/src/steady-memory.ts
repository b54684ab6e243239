import { setFlagsFromString } from 'node:v8';

/** How much the heap may grow, beyond what is alive, before garbage is collected. */
const GROWTH_PERCENT = 80;

/**
 * For commands that go through much and keep little: left to itself, V8 lets the heap of such a
 * process grow to several times of what is alive in it.
 */
export function keepMemorySteady(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
