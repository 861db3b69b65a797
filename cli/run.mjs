/** Runs a TypeScript command of this folder, after installing the packages it needs: `node cli/run.mjs train.ts`. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensurePackages } from './packages.mjs';
import { root } from './root.mjs';

const [script = '', ...parameters] = process.argv.slice(2);
ensurePackages();
const child = spawn(
  process.execPath,
  ['--import', 'tsx', path.join(root, 'cli', script), ...parameters],
  // The shell's own folder, so that relative paths mean what they say.
  { stdio: 'inherit', cwd: process.env['INIT_CWD'] ?? process.cwd() },
);
// Ctrl-C reaches the child too; it cleans up, then we leave with its code.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
