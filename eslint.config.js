/** Lint: strict typed rules, and the rooms of the house, whose imports point one way. */
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What each room of src/ may import besides itself. */
const rooms = {
  protocol: [],
  data: ['protocol'],
  text: ['protocol', 'data'],
  engine: ['protocol', 'data', 'text'],
  models: ['protocol', 'data', 'text', 'engine'],
  evaluate: ['protocol', 'data', 'text'],
  train: ['protocol', 'data', 'text', 'engine', 'models', 'evaluate'],
  ui: ['protocol'],
};

const tests = ['**/*.test.{ts,tsx}', 'src/testing/**'];

// The address of a binary is no code.
const tensors = {
  regex: '^@tensorflow/(?!.*\\.wasm\\?url$)',
  message: 'Only src/engine imports tfjs; take `tf` from src/engine/tf.',
};
const bareStores = {
  regex: '^zustand(/|$)',
  message: 'Take createStore from src/ui/store/createStore: what it selects is compared by content.',
};
const bareZod = {
  regex: '^zod(/|$)',
  allowTypeImports: true,
  message: 'Take z from src/protocol/zod: there it is told not to compile with `new Function`.',
};
const nodeBuiltins = {
  regex: '^(node:|fs$|path$|os$|crypto$|zlib$|url$|child_process$|worker_threads$)',
  message: 'The app runs in a browser; Node belongs in cli/, e2e/ and tests.',
};

/**
 * The restriction of one room: no import of a room that is not below it.
 * @param {string} room
 * @param {string[]} allowed
 * @returns {import('eslint').Linter.Config}
 */
function roomRule(room, allowed) {
  const closed = [...Object.keys(rooms), 'testing', 'workers'].filter(
    (name) => name !== room && !allowed.includes(name),
  );
  return {
    files: [`src/${room}/**/*.{ts,tsx}`],
    ignores: [...tests, 'src/ui/store/createStore.ts', 'src/protocol/zod.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${closed.join('|')})(/|$)`,
              message: `src/${room} may import only ${allowed.join(', ') || 'itself'} (and packages).`,
            },
            nodeBuiltins,
            bareZod,
            ...(room === 'engine' ? [] : [tensors]),
            ...(room === 'ui'
              ? [bareStores]
              : [{ regex: '^(react|@mantine)', message: 'React belongs in src/ui.' }]),
          ],
        },
      ],
    },
  };
}

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'test-results/', 'playwright-report/'] },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from src/data/random, so that a seed decides.' },
      ],
      // Loops over typed arrays read in bounds; lookups by name may miss although their type says otherwise.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // tfjs hands out its backend as an abstract class; what it is really is known where it is used.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Contexts and stores are taken apart into functions that use no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'workers/**/*.ts'],
    ignores: tests,
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'global', '__dirname'].map((name) => ({
          name,
          message: nodeBuiltins.message,
        })),
      ],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [tensors, nodeBuiltins] }],
    },
  },
  ...Object.entries(rooms).map(([room, allowed]) => roomRule(room, allowed)),
  {
    files: tests,
    ignores: ['src/engine/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [tensors, bareZod] }] },
  },
  {
    files: ['src/**/*.tsx', 'src/ui/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    // These rules do not see casts written in comments.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
);
