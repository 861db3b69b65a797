import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { bundleBudget } from './cli/bundleBudget.ts';
import { contentSecurityPolicy } from './cli/contentSecurityPolicy.mjs';

/** Writes the policy into the built pages, for hosts that send no headers of ours. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

// tfjs names GPU programs, and with them pipelines and profiles, by their class.
const keepClassNames = { keepNames: { class: true, function: false } };
const minify = { compress: keepClassNames, mangle: keepClassNames };

const unitTests = ['src/**/*.test.{ts,tsx}', 'cli/**/*.test.ts', 'bench/**/*.test.ts'];
/** Tests of what is kept between calls: the stores of the page, and storage. */
const ownWorld = ['src/ui/store/**/*.test.ts'];

export default defineConfig({
  // Relative addresses: the page may stand in any folder of a host, as on user.github.io/repository/.
  base: './',
  plugins: [react(), policyInPage, bundleBudget('index.html', 300_000)],
  worker: {
    format: 'es',
    rolldownOptions: { output: { minify }, checks: { bundlerTimings: false } },
  },
  build: {
    target: 'es2023',
    // The train worker carries all of tfjs; the page's own budget is held by bundleBudget.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: ['index.html', 'cli/page/terminal.html'],
      output: { minify },
      // Says at random, on a busy machine, that plugins are slow.
      checks: { bundlerTimings: false },
    },
  },
  test: {
    environment: 'node',
    // Some tests train a model for a few seconds; a busy machine takes several times as long.
    testTimeout: 60_000,
    pool: 'threads',
    // All cores, where the default leaves one idle.
    maxWorkers: '100%',
    // A fresh world for each file costs more than most of the tests in it: only those have one that need it.
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: unitTests, exclude: ownWorld, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ownWorld } },
    ],
  },
});
