import autocannon from 'autocannon';

/** How many connections, and how many systems each of them sends events about. */
const CONNECTIONS = 64;
const SYSTEMS_EACH = 16;

/**
 * Sends one event per request, each a new one, and waits for all answers. The bodies are made
 * before the time begins.
 * @param made module that makes an event about the system of a number
 */
export async function open(url, key, made) {
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
          `${round}-${connection}-${index}`,
        ),
      ),
    }));
  const run = async (amount) => {
    round += 1;
    const each = Math.ceil(amount / CONNECTIONS);
    const requests = Array.from({ length: CONNECTIONS }, (_, number) => requestsOf(number, each));
    const result = await loaded(
      { url, connections: CONNECTIONS, amount: each * CONNECTIONS },
      requests,
    );
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
