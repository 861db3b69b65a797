/** Keeps what was measured, with what it was measured on. */
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { root } from '../cli/root.mjs';
import type { Row } from './rows';

export interface Results {
  /** What WebGPU ran on. */
  adapter: string | null;
  /** When it was measured, ISO 8601. */
  date: string;
  /** The browser or Node, with its version. */
  host: string;
  machine: {
    system: string;
    processor: string;
    cores: number;
    memoryGb: number;
    /** Load average of the minute before; above 0, other programs took part of the machine. Always 0 on Windows. */
    loadBefore: number;
  };
  versions: Record<string, string>;
  rows: Row[];
}

const contestants = ['@tensorflow/tfjs', '@jax-js/jax'];

/** @param loadBefore of the minute before the benchmark began */
export function describeResults(
  rows: Row[],
  host: string,
  adapter: string | null,
  loadBefore: number,
): Results {
  const require = createRequire(import.meta.url);
  return {
    adapter,
    date: new Date().toISOString(),
    host,
    machine: {
      system: `${os.type()} ${os.release()} ${os.arch()}`,
      processor: os.cpus()[0]?.model.trim() ?? '',
      cores: os.availableParallelism(),
      memoryGb: Math.round(os.totalmem() / 2 ** 30),
      loadBefore,
    },
    versions: Object.fromEntries(
      contestants.map((name) => [name, versionOf(path.join(path.dirname(require.resolve(name)), '..'))]),
    ),
    rows,
  };
}

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;

/** "SwiftShader Device (LLVM 10.0.0)" to "swiftshader-device-llvm-10-0-0". */
export const fileNameOf = (adapter: string): string =>
  `${adapter
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.json`;

/** Writes them to bench/results/ under the adapter's name. @returns the file's path from the repository's folder */
export function keepResults(results: Results): string {
  const file = path.join('bench', 'results', fileNameOf(results.adapter ?? 'no-webgpu'));
  mkdirSync(path.join(root, 'bench', 'results'), { recursive: true });
  writeFileSync(path.join(root, file), `${JSON.stringify(results, null, 2)}\n`);
  return file;
}
