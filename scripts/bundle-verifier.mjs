// Writes dist/verify.mjs: the verifier that goes into every evidence pack. It is the same code that
// `edict verify` runs, in one file that needs nothing but Node.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
const BANNER = `#!/usr/bin/env node
// The verifier of evidence packs, edict ${version} (${license}). "node verify.mjs" says how to use it.
// Take it from where you trust it: one that came with a pack may have been made for that pack.`;
/** Packages by which shapes are declared and judged. */
const OF_SHAPES = ['class-validator', 'class-transformer'];

/**
 * Shapes were judged when an event was recorded, and what is on record is folded as it is. So that a
 * megabyte of judging need not be read by whoever reads the verifier, its declarations do nothing.
 */
const shapesAreNotJudged = {
  name: 'shapes-are-not-judged',
  setup(bundle) {
    const filter = new RegExp(`^(?:${OF_SHAPES.join('|')})(?:/|$)`);
    bundle.onResolve({ filter }, ({ path }) => ({ path, namespace: 'shapes', sideEffects: false }));
    bundle.onLoad({ filter, namespace: 'shapes' }, async ({ path }) => ({
      contents: Object.keys(await import(path))
        .filter((name) => name !== 'default' && !name.includes('.'))
        .map((name) => `export const ${name} = ${/^[A-Z]/.test(name) ? DECLARES : REFUSES};`)
        .join('\n'),
    }));
  },
};
const DECLARES = '() => () => undefined';
const REFUSES = "() => { throw new Error('Shapes are not judged here.'); }";

const { metafile } = await build({
  entryPoints: ['dist/apps/verifier/src/main.js'],
  outfile: 'dist/verify.mjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  charset: 'utf8',
  legalComments: 'inline',
  banner: { js: BANNER },
  plugins: [shapesAreNotJudged],
  metafile: true,
  logLevel: 'warning',
});

// What reaches a server has no place in it, and would not run where it is used.
const server = /node_modules\/(?:pg|pg-[^/]+|typeorm|fastify|@fastify|@nestjs|class-validator)\//;
const unwanted = Object.keys(metafile.inputs).filter((input) => server.test(input));
if (unwanted.length > 0) throw new Error(`The verifier would contain ${unwanted.join(', ')}.`);
