import 'reflect-metadata';
import { runEdict } from './starting/run-edict.js';

await runEdict({
  environment: process.env,
  withWorker: false,
  say: (line) => {
    process.stdout.write(`${line}\n`);
  },
});
