// A notice about releases of next year, which the AWS SDK prints on Node.js 20, would bury the results.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** @type {import('jest').Config} */
module.exports = {
  globalSetup: '<rootDir>/__tests__/support/note-node-version.ts',
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.[cm]?[jt]sx?$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Published as ES modules alone, so Jest has to transform them like our own sources.
  transformIgnorePatterns: ['/node_modules/(?!(fauxqs|thumbhash|p-limit|tinyqueue|yocto-queue)/)'],
  // It exports itself to `import` alone, which Jest does not ask for.
  moduleNameMapper: { '^fauxqs$': '<rootDir>/node_modules/fauxqs/dist/app.js' },
  // Much of the time goes by waiting for browsers and child processes.
  maxWorkers: '100%',
  // What suites leave behind grows to gigabytes, and the same suites take a fifth more CPU.
  workerIdleMemoryLimit: '400MB',
  // Looking up a global in Jest's context is slow, and photos are painted with `Math` for each pixel.
  sandboxInjectedGlobals: ['Math'],
  testTimeout: 30_000,
};
