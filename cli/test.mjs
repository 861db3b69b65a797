/**
 * `npm test`: everything that must hold, in one go, from a fresh clone on. A stage that fails does not stop the
 * others, so that the last line counts all of it: `N passed, N failed` (`, N skipped`).
 * `npm test -- --changed [COMMIT]`: only what the changes since a commit touch.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { dist } from './build.mjs';
import { changedFiles, journeys, journeysFor, usualBase } from './changed.mjs';
import { ensureChromium } from './findChromium.mjs';
import { ensurePackages } from './packages.mjs';
import { root } from './root.mjs';
import { countOne, countPlaywright, countVitest, lastLine, sum } from './testCounts.mjs';

const reports = path.join(root, '.cache', 'reports');

/** @type {import('./testCounts.mjs').Counts[]} */
const counts = [];

/**
 * Runs one tool of node_modules.
 * @param {string} title
 * @param {string} script its file under node_modules
 * @param {string[]} parameters
 * @param {Record<string, string>} [environment]
 * @returns {Promise<boolean>} whether it succeeded
 */
async function stage(title, script, parameters, environment = {}) {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const tool = spawn(process.execPath, [path.join(root, 'node_modules', script), ...parameters], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CI: '1', ...environment },
  });
  const [status] = await once(tool, 'close');
  console.log(
    `── ${title}: ${status === 0 ? 'ok' : 'FAILED'}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return status === 0;
}

/**
 * The counts of a test runner; one failure when it left no report.
 * @param {(report: any) => import('./testCounts.mjs').Counts} count
 * @param {string} file
 * @param {boolean} succeeded
 */
function countReport(count, file, succeeded) {
  try {
    const counted = count(JSON.parse(readFileSync(path.join(reports, file), 'utf8')));
    // A fault outside any test, such as a file that cannot be loaded.
    if (!succeeded && counted.failed === 0) counted.failed = 1;
    counts.push(counted);
  } catch {
    counts.push(countOne(false));
  }
}

/**
 * Runs a project of Playwright's.
 * @param {string} title
 * @param {string} project
 * @param {number} workers browsers at a time
 * @param {string} chromium the browser's file
 * @param {string[]} [files] only these of its tests
 */
async function browserTests(title, project, workers, chromium, files = []) {
  const report = `${project}.json`;
  const parameters = [
    'test',
    ...files,
    `--project=${project}`,
    `--workers=${workers}`,
    '--reporter=list,json',
  ];
  const succeeded = await stage(title, '@playwright/test/cli.js', parameters, {
    CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, report),
  });
  countReport(countPlaywright, report, succeeded);
}

ensurePackages();
const chromium = ensureChromium();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const prettier = ['--check', '--ignore-unknown', '--log-level', 'warn'];
const checkTypes = () => stage('Types', 'typescript/bin/tsc', ['--noEmit']);

/** @param {string[]} parameters */
async function unitTests(...parameters) {
  const report = `--outputFile.json=${path.join(reports, 'vitest.json')}`;
  const reporters = ['--reporter=dot', '--reporter=json', report];
  const succeeded = await stage('Unit tests', 'vitest/vitest.mjs', ['run', ...reporters, ...parameters]);
  countReport(countVitest, 'vitest.json', succeeded);
}

const build = () =>
  stage('Build', 'vite/bin/vite.js', ['build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'warn']);

async function everything() {
  // Each of these keeps one core busy; the first takes as long as the others together.
  const lint = stage('Lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
  counts.push(
    countOne(await stage('Format', 'prettier/bin/prettier.cjs', [...prettier, '.'])),
    countOne(await checkTypes()),
    countOne(await build()),
    countOne(await lint),
  );
  await unitTests();
  if (chromium) {
    await browserTests('GPU tests', 'gpu', 2, chromium);
    // Two at a time take a third less, but beside a training that holds a core a page can wait ten seconds for a click.
    await browserTests('Page tests', 'app', 1, chromium);
    // Apart, so that the others may share the machine where it has more cores.
    await browserTests('Tests of times', 'timed', 1, chromium);
  } else counts.push(countOne(false));
}

/** @param {string} since */
async function onlyChanged(since) {
  const files = changedFiles(since);
  const there = files.filter((file) => existsSync(path.join(root, file)));
  const sources = there.filter((file) => /\.(tsx?|m?js)$/.test(file));
  console.log(`${files.length} files differ from ${since}.`);
  if (files.length === 0) return;
  const lint =
    sources.length > 0 && stage('Lint', 'eslint/bin/eslint.js', [...sources, '--max-warnings', '0']);
  if (there.length > 0)
    counts.push(countOne(await stage('Format', 'prettier/bin/prettier.cjs', [...prettier, ...there])));
  // What was deleted may be missed elsewhere.
  counts.push(countOne(await checkTypes()));
  if (lint) counts.push(countOne(await lint));
  await unitTests(`--changed=${since}`, '--passWithNoTests');
  const names = journeysFor(files, journeys());
  if (names.length > 0 && chromium) {
    counts.push(countOne(await build()));
    await browserTests(
      'Page tests',
      'app',
      1,
      chromium,
      names.map((name) => `e2e/${name}.spec.ts`),
    );
  }
  console.log(
    `\nOf the journeys: ${names.join(', ') || 'none'}. Not run: the others, the GPU tests, the tests of times.`,
  );
}

const [option, since] = process.argv.slice(2);
if (option === undefined) await everything();
else if (option === '--changed') await onlyChanged(since ?? usualBase());
else throw new Error(`There is no option ${option}; there is --changed [COMMIT].`);

const total = sum(counts);
if (total.skipped.length > 0)
  console.log(`\nSkipped:\n${total.skipped.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${lastLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
