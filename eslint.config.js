const js = require('@eslint/js');
const ts = require('typescript-eslint');
const a11y = require('eslint-plugin-jsx-a11y');
const hooks = require('eslint-plugin-react-hooks');

// A field of an Entity without `declare` hides the column and reads undefined.
const declaredFields = {
  selector: "ClassDeclaration[superClass.name='Entity'] > ClassBody > PropertyDefinition[declare!=true][static!=true]",
  message: 'Write `declare`: a field without it hides the column and reads undefined.',
};
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only core/server/config.ts reads the environment.',
};

module.exports = ts.config(
  { ignores: ['**/node_modules/', '.regiso/', '**/dist/', '**/public/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', declaredFields, environment],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.tsx'],
    extends: [
      a11y.flatConfigs.recommended,
      hooks.configs.flat['recommended-latest'] ?? hooks.configs['recommended-latest'],
    ],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.test.ts', '**/test/**', 'core/testing/**'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      'no-console': 'off',
      'no-restricted-syntax': ['error', declaredFields],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: [
      'core/server/config.ts',
      'core/server/dev.ts',
      'core/server/log.ts',
      'core/server/mount.ts',
      'core/server/services/**',
      'test/bench/**',
      'core/ui/build.ts',
      'core/vite.config.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', declaredFields] },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'readonly', process: 'readonly', __dirname: 'readonly' },
    },
  },
  { files: ['test/bench/**'], rules: { 'no-console': 'off' } },
);
