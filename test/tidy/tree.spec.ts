import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const LINES_MAX = 300;
const VAGUE_NAMES =
  /(^|\/)(utils?|helpers?|common|shared|core|base|misc|lib|handlers?|impl)(\/|\.ts$)/;
const SOURCE = /^(apps|libs|test|scripts)\/.*\.(ts|mjs|cjs|js|sql)$/;
const PROSE = /\.(md|ya?ml|json|ts|mjs|cjs|js|sql)$/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
const sources = files.filter((file) => SOURCE.test(file));
const text = (file: string): string => readFileSync(file, 'utf8');

describe('the source tree', () => {
  it('has no file or folder with a name that says nothing', () => {
    expect(sources.filter((file) => VAGUE_NAMES.test(file))).toEqual([]);
  });

  it(`has no source file of more than ${LINES_MAX} lines, tests aside`, () => {
    const long = sources
      .filter((file) => !/\.spec\.ts$|^test\//.test(file))
      .filter((file) => text(file).split('\n').length > LINES_MAX + 1);
    expect(long).toEqual([]);
  });

  it('writes SQL in lower case, one statement a file', () => {
    const statements = sources.filter((file) => /(?<!\/migrations\/.*)\.sql$/.test(file));
    const shouting = statements.filter((file) =>
      /\b(SELECT|INSERT|UPDATE|FROM|WHERE)\b/.test(text(file)),
    );
    const several = statements.filter(
      (file) =>
        text(file)
          .replace(/--.*$/gm, '')
          .replace(/;\s*$/, '')
          .split(/;\s*\n/).length > 1,
    );
    expect({ shouting, several }).toEqual({ shouting: [], several: [] });
  });

  it('exports by name only and lets no type escape through any', () => {
    const typescript = sources.filter((file) => /^(apps|libs)\/.*\.ts$/.test(file));
    const defaults = typescript.filter((file) => /^export default/m.test(text(file)));
    const escapes = typescript.filter((file) => /:\s*any\b|\bas any\b|@ts-ignore/.test(text(file)));
    expect({ defaults, escapes }).toEqual({ defaults: [], escapes: [] });
  });

  it('names no path of a machine and no registry', () => {
    const own = 'test/tidy/tree.spec.ts';
    const leaks = files
      .filter((file) => PROSE.test(file) && file !== own)
      .filter((file) => /\/(work|home|Users)\/[a-z]+\/|registry\.npmjs|npmmirror/.test(text(file)));
    expect(leaks).toEqual([]);
  });

  it('keeps the lock free of registry addresses and complete for every platform', () => {
    const lock = JSON.parse(text('package-lock.json')) as {
      packages: Record<
        string,
        { resolved?: string; optionalDependencies?: Record<string, string> }
      >;
    };
    const entries = Object.entries(lock.packages);
    const resolved = entries.filter(([, entry]) => entry.resolved?.startsWith('http') ?? false);
    const wanted = entries.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
    const missing = wanted.filter(
      (name) => !entries.some(([path]) => path.endsWith(`node_modules/${name}`)),
    );
    expect({ resolved, missing }).toEqual({ resolved: [], missing: [] });
  });
});
