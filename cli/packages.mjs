/** Installs the packages when they are missing or are not those of the lock file. Needs nothing but Node and npm. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const leastNode = [20, 19];

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

/**
 * The packages that a lock file names, by folder; none when it cannot be read.
 * @param {string} file
 * @returns {Packages}
 */
function packagesOf(file) {
  try {
    const lock = /** @type {{ packages?: Packages }} */ (
      JSON.parse(readFileSync(path.join(root, file), 'utf8'))
    );
    return lock.packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Whether every package that is wanted is there in its version. Optional ones (built for other machines) may lack.
 * @param {Packages} wanted of package-lock.json
 * @param {Packages} present of node_modules/.package-lock.json, which npm writes when it has finished
 */
export function isInstalled(wanted, present) {
  return Object.entries(wanted).every(
    ([folder, entry]) => folder === '' || entry.optional || present[folder]?.version === entry.version,
  );
}

/** Runs `npm ci` if needed. Its output goes to stderr, so that stdout stays with the command. Exits on failure. */
export function ensurePackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1])) {
    console.error(`Node ${process.versions.node} is too old: install Node ${leastNode.join('.')} or newer.`);
    process.exit(1);
  }
  const wanted = packagesOf('package-lock.json');
  if (isInstalled(wanted, packagesOf('node_modules/.package-lock.json'))) return;
  console.error('Installing packages (npm ci). This takes a minute or two the first time.');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // npm is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error(
      npm.error
        ? `npm could not be started: ${npm.error.message}`
        : 'The packages could not be installed; npm says why above. A network connection is needed once.',
    );
    process.exit(1);
  }
}
