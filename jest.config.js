/** Tests are real: one PostgreSQL and one ClickHouse engine for the run, a database of its own for every worker. */
// jest cannot import what is published as ES modules only: these are transformed like our own files.
const modulesOnly = 'jose|pkijs|asn1js|bytestreamjs|@noble/hashes|@peculiar/utils';
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
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

module.exports = {
  testTimeout: 60_000,
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/longest-first.cjs',
  projects: [
    {
      ...common,
      displayName: 'server',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.browser\\.test\\.ts$'],
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['<rootDir>/**/*.browser.test.ts'],
      testPathIgnorePatterns: ['/node_modules/'],
    },
  ],
};
