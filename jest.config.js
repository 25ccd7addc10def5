/** Tests are real: one PostgreSQL and one ClickHouse engine for the run, a database of its own for every worker. */
// jest cannot import what is published as ES modules only: these are transformed like our own files.
const modulesOnly = '@seriousme/openapi-schema-validator|jose|pkijs|asn1js|bytestreamjs|@noble/hashes|@peculiar/utils';
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs', lazy: true },
    },
  ],
  [`/node_modules/(${modulesOnly})/.+\\.js$`]: [
    '@swc/jest',
    { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
  ],
};
const common = {
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(.+/node_modules/)?(${modulesOnly})/)`],
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/.regiso'],
  globalSetup: '<rootDir>/core/testing/global-setup.ts',
  globalTeardown: '<rootDir>/core/testing/global-teardown.ts',
  setupFiles: ['<rootDir>/core/testing/set-up-worker.ts'],
};

// Each of these takes long: it looks for what goes wrong rarely, starts many processes, or takes in much, made or real.
const long = [
  'core/backup/test/drill.test.ts',
  'core/access/test/killed.test.ts',
  'core/imports/test/killed.test.ts',
  'core/participants/test/real-registry.test.ts',
  'core/people/test/killed.test.ts',
  'core/server/test/command-line.test.ts',
  'core/server/test/redis-kinds.test.ts',
  'core/server/test/kept-state.test.ts',
  'core/imports/test/full-disk.test.ts',
  'plugins/exams/server/test/real-results.test.ts',
  'plugins/school/server/test/demo.test.ts',
  'test/fuzz.test.ts',
  'warehouse/server/test/hanging.test.ts',
];
const journey = ['test/journey.browser.test.ts'];

const project = (displayName, wanted, except = []) => ({
  ...common,
  displayName,
  testMatch: wanted.map((path) => `<rootDir>/${path}`),
  testPathIgnorePatterns: ['/node_modules/', ...except],
});

/** `npm test` runs server and journey, `npm run test:long` the pages in a browser and the long ones. */
module.exports = {
  testTimeout: 60_000,
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/longest-first.cjs',
  projects: [
    project('server', ['**/*.test.ts'], ['browser.test.ts', ...long]),
    project('journey', journey),
    project('pages', ['**/*.browser.test.ts'], journey),
    project('long', long),
  ],
};
