/**
 * The allowed directions between the rooms of the house (ARCHITECTURE.md shows the picture).
 * Each rule is seen to fail on a planted violation in test/tidy/boundaries.spec.ts.
 */
const ALLOWED = {
  merkle: [],
  rulebook: [],
  governance: ['rulebook'],
  runtime: [],
  database: ['runtime'],
  ledger: ['merkle', 'database', 'runtime'],
  personal: ['governance', 'ledger', 'merkle', 'database', 'runtime'],
  recording: ['governance', 'personal', 'ledger', 'merkle', 'database', 'runtime'],
  compliance: ['governance', 'rulebook', 'ledger', 'database', 'runtime'],
  outbound: ['runtime'],
  access: ['recording', 'compliance', 'ledger', 'database', 'runtime'],
  exports: [
    'outbound',
    'recording',
    'compliance',
    'governance',
    'rulebook',
    'ledger',
    'database',
    'runtime',
  ],
  webhooks: ['outbound', 'compliance', 'governance', 'rulebook', 'ledger', 'database', 'runtime'],
  evidence: [
    'access',
    'personal',
    'recording',
    'personal',
    'compliance',
    'governance',
    'rulebook',
    'ledger',
    'merkle',
    'database',
    'runtime',
  ],
  importers: ['recording', 'compliance', 'governance', 'rulebook', 'ledger', 'database', 'runtime'],
};
const LIBS = Object.keys(ALLOWED);
const PURE_PACKAGES = {
  merkle: '^(node:)?crypto$',
  rulebook: '^$',
  governance:
    '^(class-validator|class-transformer)$|node_modules/(class-validator|class-transformer)/',
};
/** Parts of libs that run without a server, beside others that do not. */
const WITHOUT_SERVER = '^libs/[^/]+/src/pure\\.ts$|^libs/evidence/src/(contents|format|verifying)/';
const SERVER =
  '^libs/(database|runtime)/|node_modules/(pg|pg-[^/]+|typeorm|fastify|@fastify|@nestjs)/';
const outsideTests = { pathNot: '\\.spec\\.ts$|/testing/' };

const directions = LIBS.map((lib) => ({
  name: `${lib}-imports-only-what-it-may`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, ...outsideTests },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...ALLOWED[lib]].join('|')})/` },
}));

const purity = Object.entries(PURE_PACKAGES).map(([lib, allowed]) => ({
  name: `${lib}-is-pure`,
  comment: 'No framework, database, clock or I/O: values in, values out.',
  severity: 'error',
  from: { path: `^libs/${lib}/`, ...outsideTests },
  to: { pathNot: `^libs/|${allowed}` },
}));

module.exports = {
  forbidden: [
    ...directions,
    ...purity,
    {
      name: 'libs-do-not-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libs-are-entered-by-their-index',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$2/|^libs/[^/]+/src/(index|pure)\\.ts$' },
    },
    {
      name: 'verification-needs-no-server',
      comment: 'Whoever verifies folds the same events with the same code, and has no database.',
      severity: 'error',
      from: { path: WITHOUT_SERVER, ...outsideTests },
      to: { path: SERVER, reachable: true },
    },
    {
      name: 'production-does-not-import-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', ...outsideTests },
      to: { path: '^test/|\\.spec\\.ts$|/testing/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle between decorated classes crashes at load in ESM.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphan-packages',
      comment: 'What is imported stands in package.json.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      // What the benchmark compares with has packages of its own, which nothing else needs.
      from: { pathNot: '^test/bench/peers/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['edict-source', 'import', 'node', 'require', 'default'],
      exportsFields: ['exports'],
    },
  },
};
