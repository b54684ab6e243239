/**
 * A process that appends with several callers at once until it is told to stop or killed. It
 * journals `sent <id>` before and `acknowledged <id> <position> <leaf hash>` or `refused <id>` after.
 */
const dist = new URL('../../dist/libs/', import.meta.url);
const { createPool } = await import(new URL('database/src/index.js', dist));
const { Ledger } = await import(new URL('ledger/src/index.js', dist));

const [url, name, callers, seed] = process.argv.slice(2);
const pool = createPool({ url, applicationName: name, role: 'edict_app', max: 3 });
const ledger = new Ledger(pool);
let stopping = false;
process.on('SIGTERM', () => {
  stopping = true;
});

await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => write(caller)));
await ledger.close();
await pool.end();

async function write(caller) {
  const random = randomFrom(Number(seed) + caller);
  for (let round = 0; !stopping; round += 1) {
    const proposals = batch(`${name}-${caller}-${round}`, random);
    journal('sent', proposals);
    const verdict = await ledger.append({ proposals, ...conditions(random) });
    if (verdict.outcome === 'recorded') journal('acknowledged', verdict.receipts);
    else journal('refused', proposals);
  }
}

/** One to five events; some expect a version that a shared stream can hardly have. */
function batch(id, random) {
  const count = random() < 0.7 ? 1 : 1 + Math.floor(random() * 5);
  return Array.from({ length: count }, (_, index) => ({
    event: {
      source: 'https://example.test/writers',
      id: `${id}-${index}`,
      type: 'feature.suspended',
      subject: `systems/${Math.floor(random() * 20)}`,
      time: '2026-02-10T09:30:00+08:00',
      dataschema: 'urn:edict:event:feature.suspended:1',
      data: { feature: 'voice-from-face', reason: 'x'.repeat(Math.floor(random() * 500)) },
      actor: name,
    },
    ...(random() < 0.1 && { expectedVersion: Math.floor(random() * 50) }),
  }));
}

function conditions(random) {
  const claim = { name: `number/${Math.floor(random() * 1_000)}`, holder: name };
  return random() < 0.2 ? { claims: [claim] } : {};
}

// A pipe is written synchronously: what was journalled survives a kill.
function journal(word, entries) {
  const lines = entries.map((entry) => {
    const { id } = entry.event ?? entry;
    const place = word === 'acknowledged' ? ` ${entry.position} ${entry.leafHash}` : '';
    return `${word} ${id}${place}\n`;
  });
  process.stdout.write(lines.join(''));
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
function randomFrom(start) {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
