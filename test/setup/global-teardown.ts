/** Runs what global setup left to do at the end; the two share nothing but the global object. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as { endEdictTests?: () => Promise<void> }).endEdictTests?.();
}
