/** Builds the page into dist/ when its sources are newer. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const sources = [
  'src',
  'workers',
  'bench',
  'cli/page',
  'public',
  'index.html',
  'vite.config.ts',
  'cli/bundleBudget.ts',
  'cli/contentSecurityPolicy.mjs',
  'package-lock.json',
];

export const dist = path.join(root, 'dist');

/** When the newest source was changed, in milliseconds; tests do not count. */
function newestSource() {
  const times = sources
    .map((source) => path.join(root, source))
    .filter((source) => existsSync(source))
    .flatMap((source) =>
      statSync(source).isDirectory()
        ? readdirSync(source, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
            .map((entry) => path.join(entry.parentPath, entry.name))
        : [source],
    )
    .map((file) => statSync(file).mtimeMs);
  return Math.max(...times);
}

function isFresh() {
  const page = path.join(dist, 'index.html');
  return existsSync(page) && statSync(page).mtimeMs >= newestSource();
}

/**
 * Builds in a folder aside and swaps it in whole, so that a failed or a second build leaves no half of one.
 * @returns {boolean} false when the build failed; its output on stderr says why
 */
export function ensureBuilt() {
  if (isFresh()) return true;
  const started = new Date();
  const aside = path.join(root, '.cache', `build-${process.pid}`);
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  console.error('Building the page.');
  const { status } = spawnSync(
    process.execPath,
    [vite, 'build', '--outDir', aside, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 2, 2] },
  );
  if (status === 0) {
    // A source changed during the build makes it stale again.
    utimesSync(path.join(aside, 'index.html'), started, started);
    rmSync(dist, { recursive: true, force: true });
    renameSync(aside, dist);
  } else rmSync(aside, { recursive: true, force: true });
  return status === 0;
}
