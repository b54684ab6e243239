// Builds what `npm run bench` runs, where a source is newer than what was built last.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = 'dist/bench.built';
const PRODUCT = [
  'apps',
  'libs',
  'scripts/bundle-verifier.mjs',
  'package.json',
  'package-lock.json',
];
const SETTINGS = ['nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
/** The same JavaScript as the compiler of the product gives, in a quarter of the time. */
const COMPILER = 'node_modules/typescript-native/bin/tsc';

const builtAt = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0;
const startedAt = new Date();
const isProductStale = [...PRODUCT, ...SETTINGS].some(isStale);
if (isProductStale || isStale('test/bench')) {
  // What fails halfway is built again.
  rmSync(BUILT, { force: true });
  if (isProductStale) run(process.platform === 'win32' ? 'npm.cmd' : 'npm', 'run', 'build');
  run(process.execPath, COMPILER, '-p', 'test/bench/tsconfig.json');
  writeFileSync(BUILT, '');
  // What was changed meanwhile is newer.
  utimesSync(BUILT, startedAt, startedAt);
}

/** A folder is newer, too, when a file of it is gone. */
function isStale(path) {
  if (path.endsWith('.spec.ts')) return false;
  const found = statSync(path);
  if (found.mtimeMs > builtAt) return true;
  if (!found.isDirectory()) return false;
  return readdirSync(path).some((name) => name !== 'node_modules' && isStale(join(path, name)));
}

function run(command, ...words) {
  execFileSync(command, words, { stdio: 'inherit' });
}
