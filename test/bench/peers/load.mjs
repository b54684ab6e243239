import autocannon from 'autocannon';

/** How many systems each connection sends events about. */
const SYSTEMS_EACH = 16;

/**
 * Sends one event per request, each a new one, and waits for all answers. The bodies are made
 * before the time begins.
 * @param made module that makes an event about the system of a number
 * @param name tells its events from those of others on the same ledger
 * @param first number of its first connection; others have others
 */
export async function open(url, key, made, name, first = '0', connections = '64') {
  const { measureAdopted } = await import(made);
  const authorization = `Bearer ${key}`;
  let round = 0;
  const requestsOf = (connection, count) =>
    Array.from({ length: count }, (_, index) => ({
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(
        measureAdopted(
          connection * SYSTEMS_EACH + (index % SYSTEMS_EACH),
          `${name}-${round}-${connection}-${index}`,
        ),
      ),
    }));
  const run = async (amount) => {
    round += 1;
    const count = Number(connections);
    const each = Math.ceil(amount / count);
    const requests = Array.from({ length: count }, (_, number) =>
      requestsOf(Number(first) + number, each),
    );
    const result = await loaded({ url, connections: count, amount: each * count }, requests);
    if (result.failed > 0) throw new Error(`${result.failed} of ${amount} requests failed`);
    return result;
  };
  return { run, close: () => Promise.resolve() };
}

/** From when all connections stand ready to the last answer: autocannon itself counts in seconds. */
async function loaded(options, requests) {
  let startedAt = NaN;
  let endedAt = NaN;
  const setupClient = (client) => client.setRequests(requests.shift());
  const running = autocannon({ ...options, setupClient });
  running.once('start', () => (startedAt = performance.now()));
  running.on('response', () => (endedAt = performance.now()));
  const { non2xx, errors, timeouts } = await running;
  return { count: options.amount, ms: endedAt - startedAt, failed: non2xx + errors + timeouts };
}
