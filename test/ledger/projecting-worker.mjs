/** A process that projects every event into the table `seen`, slowly enough to be killed halfway. */
const dist = new URL('../../dist/libs/', import.meta.url);
const { createPool } = await import(new URL('database/src/index.js', dist));
const { ProjectionRunner } = await import(new URL('ledger/src/index.js', dist));

const [url] = process.argv.slice(2);
const pool = createPool({ url, applicationName: 'worker', max: 3 });
const projection = {
  name: 'seen',
  version: 1,
  async apply(transaction, events) {
    for (const { position } of events) {
      await transaction.query('insert into seen (position) values ($1)', [position]);
    }
    process.stdout.write(`applied up to ${events.at(-1).position}\n`);
    await transaction.query('select pg_sleep(0.05)');
  },
};
const runner = new ProjectionRunner({ pool, projection, batchSizeMax: 10 });
runner.start();
process.on('SIGTERM', async () => {
  await runner.stop();
  await pool.end();
});
