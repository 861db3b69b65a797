/** Finds a Chromium for tests and for training in the terminal, or installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './root.mjs';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
];

const usualPlaces = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
    commands.map((command) => path.posix.join(folder, command)),
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      path.win32.join(folder, 'Google\\Chrome\\Application\\chrome.exe'),
      path.win32.join(folder, 'Microsoft\\Edge\\Application\\msedge.exe'),
      path.win32.join(folder, 'Chromium\\Application\\chrome.exe'),
    ]),
};

/**
 * Whether the file is a browser that starts; Ubuntu's `chromium-browser`, for one, is only a signpost to a snap.
 * @param {string} file
 */
function works(file) {
  if (!existsSync(file)) return false;
  // On Windows the switch would open a window.
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return status === 0 && /chrom|edge/i.test(stdout);
}

/** Where Playwright keeps its own browser, there or not. */
function playwrightsOwn() {
  try {
    const { chromium } = /** @type {typeof import('playwright')} */ (
      createRequire(import.meta.url)('playwright')
    );
    return chromium.executablePath();
  } catch {
    return '';
  }
}

/**
 * The path of a Chromium: `CHROMIUM` of the environment, else one on the PATH or in a usual place, else Playwright's
 * own. Null when there is none.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '' && process.platform !== 'win32')
    .flatMap((folder) => commands.map((command) => path.join(folder, command)));
  const places = usualPlaces[/** @type {keyof typeof usualPlaces} */ (process.platform)] ?? [];
  return [...new Set([...onPath, ...places, playwrightsOwn()])].find(works) ?? null;
}

/**
 * Runs a command with its output on stderr.
 * @param {string} command
 * @param {string[]} parameters
 */
function run(command, parameters) {
  console.error(`> ${command} ${parameters.join(' ')}`);
  return spawnSync(command, parameters, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
}

/** Installs Chromium with apt, where this is a Debian and we may. */
function installFromApt() {
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version']).status !== 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  const apt = isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const [command = '', ...first] = apt;
  run(command, [...first, 'update', '-q']);
  run(command, [...first, 'install', '-y', '-q', '--no-install-recommends', 'chromium']);
}

/**
 * The path of a Chromium, installed if there was none.
 * @returns {string | null} null, after saying what to do, when none can be had
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  console.error('No Chromium found; trying to install one.');
  run(process.execPath, [
    path.join(root, 'node_modules/playwright/cli.js'),
    'install',
    '--no-shell',
    'chromium',
  ]);
  const own = findChromium();
  if (own) return own;
  installFromApt();
  const installed = findChromium();
  if (!installed)
    console.error(
      'There is no Chromium, and none could be installed.\n' +
        '→ Install Chromium, Chrome or Edge, or set CHROMIUM to the path of one, and try again.',
    );
  return installed;
}

/** Switches under which WebGPU works without a GPU and nothing is fetched in the background. */
export function chromiumSwitches() {
  return [
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-features=Vulkan',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    // Chromium refuses its sandbox to root, as in most containers.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
