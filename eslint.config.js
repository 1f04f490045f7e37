// How TypeScript is written here. Layout is prettier's business, imports between layers dependency-cruiser's.
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { pathWalks } from './scripts/lint/pathWalks.js';

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export is called something else at every import.',
};

/** Messages are words with code between runs of backticks; a backtick in a name must not end the code. */
const QUOTE_NAMES = {
  selector:
    'TemplateLiteral[expressions.length>0] > TemplateElement[value.raw=/^[^`]*`([^`]*`[^`]*`)*[^`]*$/]',
  message: 'Put text between backticks by `quoted` (core/text/quoted.ts), which minds backticks in it.',
};

export default defineConfig(
  globalIgnores([
    '**/node_modules/',
    '**/dist/',
    '**/out/',
    '.vscode-test/',
    '.test-results/',
    '.corpus/',
    'test/fixtures/',
    'test/vscode/workspace/',
    'examples/',
    '**/generated/',
    '**/*.generated.ts',
  ]),

  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Size: a file that needs more than this does more than one thing.
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      // An optional chain counts as a branch, so this is wider than it looks.
      complexity: ['error', { max: 20 }],
      'max-depth': ['error', 4],
      'max-params': ['error', 5],

      // Clarity.
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
      'object-shorthand': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      // `while (true)` with a visible exit reads better than a flag.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // Promises that are started on purpose say so with `void`.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
    },
  },

  {
    // The core is a function of its input: the same files give the same answer, everywhere and always.
    files: ['server/src/core/**/*.ts'],
    ignores: ['server/src/core/text/quoted.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, QUOTE_NAMES] },
  },

  {
    files: ['server/src/**/*.ts'],
    plugins: { own: { rules: { 'path-walks': pathWalks } } },
    rules: { 'own/path-walks': 'error' },
  },

  {
    files: ['server/src/core/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'The core knows no clock: take the time as an argument.' },
        { name: 'console', message: 'The core says nothing: return what is to be said.' },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'The core is deterministic: take the choice as an argument.',
        },
      ],
    },
  },

  {
    // Only stdout carries a language server's protocol.
    files: ['server/src/lsp/**/*.ts'],
    rules: { 'no-console': 'error' },
  },

  {
    // A describe() holds many tests, and a test may reach into what it knows to be there.
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Mocha takes a reporter as a class that does its work when it is made.
      '@typescript-eslint/no-extraneous-class': ['error', { allowConstructorOnly: true }],
    },
  },

  {
    // A machine may be slow or busy; a test fails for what the code does.
    files: ['test/{unit,lsp}/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'performance', message: 'Count work, not time: see test/support/work.ts.' },
        { name: 'Date', message: 'Count work, not time: see test/support/work.ts.' },
      ],
      'no-restricted-properties': [
        'error',
        ...['cpuUsage', 'hrtime'].map((property) => ({
          object: 'process',
          property,
          message: 'Count work, not time: see test/support/work.ts.',
        })),
      ],
    },
  },

  {
    // Tools load these by their default export.
    files: ['**/*.config.ts', '*.config.js', '.vscode-test.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false, project: false, program: null } },
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/consistent-type-exports': 'off',
      '@typescript-eslint/prefer-readonly': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },

  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ignores: ['*.config.js'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unused-expressions': 'error',
    },
  },
);
