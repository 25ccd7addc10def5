/** Tests are real: one PostgreSQL and one ClickHouse engine for the run, a database of its own for every worker. */
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
};
const common = {
  transform,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/.regiso'],
  globalSetup: '<rootDir>/core/testing/global-setup.ts',
  globalTeardown: '<rootDir>/core/testing/global-teardown.ts',
  setupFiles: ['<rootDir>/core/testing/set-up-worker.ts'],
};

module.exports = {
  testTimeout: 60_000,
  maxWorkers: 2,
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
