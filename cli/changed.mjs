/** Which files a change touches, and which journeys of the page it may change. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** Folders whose journeys have other names than they. */
const journeysOf = [
  { folder: 'cli/', specs: ['terminal'] },
  { folder: 'src/data/', specs: ['data', 'plots'] },
  { folder: 'src/protocol/link', specs: ['link'] },
  { folder: 'src/train/', specs: ['training'] },
  { folder: 'src/ui/charts/', specs: ['runs'] },
  { folder: 'src/ui/panels/rail/', specs: ['training'] },
  { folder: 'src/ui/panels/inspect/', specs: ['runs'] },
  { folder: 'bench/', specs: ['bench', 'benchmark'] },
];

/** @param {string[]} parameters */
function git(parameters) {
  const { status, stdout, stderr } = spawnSync('git', parameters, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${parameters.join(' ')}: ${stderr.trim()}`);
  return stdout.split('\n').filter((line) => line !== '');
}

/**
 * Files that differ from a commit, new and deleted ones included.
 * @param {string} since
 */
export function changedFiles(since) {
  const names = [
    ...git(['diff', '--name-only', since]),
    ...git(['ls-files', '--others', '--exclude-standard']),
  ];
  return [...new Set(names)];
}

/** What is changed against: the last commit while there are changes beside it, else the one before. */
export function usualBase() {
  return git(['status', '--porcelain']).length > 0 ? 'HEAD' : 'HEAD~1';
}

/** The names of all journeys, without their ending. */
export const journeys = () =>
  readdirSync(path.join(root, 'e2e'))
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => name.slice(0, -'.spec.ts'.length));

/**
 * The journeys that a change may break, by name: those changed themselves, those named as a folder or file that changed,
 * and those that `journeysOf` says. A change elsewhere may break others too: only the whole suite knows.
 * @param {string[]} files
 * @param {string[]} all names of all journeys
 */
export function journeysFor(files, all) {
  const named = files.flatMap((file) =>
    file.split('/').flatMap((part) => {
      const word = part.replace(/\..*$/, '').toLowerCase();
      return all.filter((name) => word === name || word === `${name}panel` || word === `${name}dialog`);
    }),
  );
  const known = files.flatMap((file) =>
    journeysOf.filter(({ folder }) => file.startsWith(folder)).flatMap(({ specs }) => specs),
  );
  const found = new Set([...named, ...known]);
  return all.filter((name) => found.has(name));
}
