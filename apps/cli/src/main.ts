#!/usr/bin/env node
import 'reflect-metadata';
import { run } from './program.js';

// Whoever reads the answer may have enough of it, as `head` does: the rest is for nobody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv);
