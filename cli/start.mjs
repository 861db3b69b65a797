/** `npm start`: installs packages if needed, builds if needed, serves the page and opens it in the browser. */
import { spawn } from 'node:child_process';
import { dist, ensureBuilt } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { readFolder, serve } from './serve.mjs';

/** @param {string} url */
function openInBrowser(url) {
  const [command = '', ...first] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const opener = spawn(command, [...first, url], { stdio: 'ignore', detached: true });
  // A machine without a desktop: the address is printed, that will do.
  opener.on('error', () => undefined);
  opener.unref();
}

const parameters = process.argv.slice(2);
const unknown = parameters.filter((parameter) => parameter !== '--no-open');
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown.join(' ')}. Use: npm start [-- --no-open]`);
  process.exit(2);
}
ensurePackages();
if (!ensureBuilt()) {
  console.error('The build failed; see above.');
  process.exit(1);
}
const { url } = await serve(readFolder(dist), 4173);
console.log(`Recommender Playground is at ${url}\nPress Ctrl-C to stop.`);
if (process.stdout.isTTY && !process.env['CI'] && !parameters.includes('--no-open')) openInBrowser(url);
