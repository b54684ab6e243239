// Sends made-up requests to a server for as long as asked: npm run test:fuzz -- --minutes 10 --seed 1
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const { status } = spawnSync(
  process.execPath,
  [...jest, 'node_modules/jest/bin/jest.js', 'test/fuzz/requests', '--silent=false'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      EDICT_TEST_FUZZ_MINUTES: values.minutes,
      ...(values.seed && { EDICT_TEST_FUZZ_SEED: values.seed }),
      ...(values.only && { EDICT_TEST_FUZZ_ONLY: values.only }),
    },
  },
);
process.exitCode = status ?? 2;
