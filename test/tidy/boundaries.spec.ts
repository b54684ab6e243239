import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const ROOT = process.cwd();

interface Planted {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

const LIBS = [
  'merkle',
  'rulebook',
  'governance',
  'runtime',
  'database',
  'ledger',
  'personal',
  'recording',
  'compliance',
  'outbound',
  'access',
  'exports',
  'webhooks',
  'evidence',
  'importers',
];

/** For each lib, one that it must not import. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  merkle: 'ledger',
  rulebook: 'governance',
  governance: 'ledger',
  runtime: 'database',
  database: 'ledger',
  ledger: 'governance',
  personal: 'recording',
  recording: 'compliance',
  compliance: 'recording',
  outbound: 'database',
  access: 'importers',
  exports: 'access',
  webhooks: 'exports',
  evidence: 'importers',
  importers: 'access',
};

const PLANTED: readonly Planted[] = [
  ...Object.entries(FORBIDDEN).map(([lib, other]) => ({
    rule: `${lib}-imports-only-what-it-may`,
    file: `libs/${lib}/src/planted.ts`,
    text: `import { x } from '#libs/${other}';\nexport const y = x;\n`,
  })),
  ...['merkle', 'rulebook', 'governance'].map((lib) => ({
    rule: `${lib}-is-pure`,
    file: `libs/${lib}/src/impure.ts`,
    text: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
  })),
  {
    rule: 'libs-do-not-import-apps',
    file: 'libs/importers/src/upwards.ts',
    text: "import { x } from '../../../apps/api/src/main.js';\nexport const y = x;\n",
  },
  {
    rule: 'libs-are-entered-by-their-index',
    file: 'libs/recording/src/deep.ts',
    text: "import { x } from '../../ledger/src/inner.js';\nexport const y = x;\n",
  },
  {
    rule: 'verification-needs-no-server',
    file: 'libs/compliance/src/pure.ts',
    text: "export { y } from './reaches-pool.js';\n",
  },
  {
    rule: 'production-does-not-import-tests',
    file: 'libs/recording/src/from-test.ts',
    text: "import { x } from './inner.spec.js';\nexport const y = x;\n",
  },
  {
    rule: 'no-cycles',
    file: 'libs/compliance/src/cycle-a.ts',
    text: "import { b } from './cycle-b.js';\nexport const a = () => b;\n",
  },
  {
    rule: 'no-orphan-packages',
    file: 'libs/runtime/src/orphan.ts',
    text: "import { load } from 'js-yaml';\nexport const y = load;\n",
  },
  {
    rule: 'everything-resolves',
    file: 'libs/runtime/src/missing.ts',
    text: "import { x } from './nowhere.js';\nexport const y = x;\n",
  },
];

const SUPPORT: readonly (readonly [string, string])[] = [
  ...LIBS.map((lib) => [`libs/${lib}/src/index.ts`, 'export const x = 1;\n'] as const),
  ['libs/ledger/src/inner.ts', 'export const x = 1;\n'],
  ['libs/recording/src/inner.spec.ts', 'export const x = 1;\n'],
  [
    'libs/compliance/src/cycle-b.ts',
    "import { a } from './cycle-a.js';\nexport const b = () => a;\n",
  ],
  [
    'libs/compliance/src/reaches-pool.ts',
    "import type { Pool } from 'pg';\nexport const y = (pool: Pool) => pool;\n",
  ],
  ['apps/api/src/main.ts', 'export const x = 1;\n'],
  ['test/empty.ts', 'export const x = 1;\n'],
];

let folder: string;
let violations: readonly string[];

async function plant(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

async function cruise(cwd: string): Promise<readonly string[]> {
  const depcruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const roots = ['apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs'];
  const options = { cwd, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await run('node', [depcruise, ...roots, '-T', 'json'], options).catch(
    (error: unknown) => error as { stdout: string },
  );
  const report = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return report.summary.violations.map((violation) => `${violation.rule.name} ${violation.from}`);
}

describe('the boundaries between the libs', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edict-boundaries-'));
    for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      await cp(join(ROOT, name), join(folder, name));
    }
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const [file, text] of SUPPORT) await plant(file, text);
    for (const { file, text } of PLANTED) await plant(file, text);
    violations = await cruise(folder);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each(PLANTED)('$rule refuses the violation planted in $file', ({ rule, file }) => {
    expect(violations).toContain(`${rule} ${file}`);
  });

  it('has a planted violation for every rule', async () => {
    const config = (await import(join(ROOT, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    const names = config.default.forbidden.map((rule) => rule.name).sort();
    expect([...new Set(PLANTED.map((planted) => planted.rule))].sort()).toEqual(names);
  });

  it('finds nothing in the project itself', async () => {
    expect(await cruise(ROOT)).toEqual([]);
  });
});
