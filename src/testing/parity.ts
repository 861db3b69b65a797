/**
 * Holds the ways to train to each other, in a worker of a real browser: every model takes the same steps under every
 * loss and every optimizer, and scores alike, step by step on tfjs and compiled for the CPU and the GPU.
 */
import { startBackend, type Compute } from '../engine/backends/startBackend';
import { wasmBinaries } from '../engine/backends/wasmBinaries';
import { findAdapter } from '../engine/backends/webgpu';
import { randomParity } from './randomParity';
import { stepByStep, trainEverything } from './trainEverything';

export interface ParityResult {
  name: string;
  passed: boolean;
  detail: string;
}

const tolerance = 2e-4;

export async function runParity(): Promise<ParityResult[]> {
  const found = await findAdapter();
  if (!found) return [{ name: 'WebGPU adapter', passed: false, detail: 'The browser offers none.' }];
  const results = await randomParity(found.adapter);
  const errors: string[] = [];
  const faults = {
    onLost: (reason: string) => errors.push(reason),
    onError: (message: string) => errors.push(message),
  };
  const wasm = await startBackend('wasm', wasmBinaries, faults);
  const webgpu = await startBackend('webgpu', wasmBinaries, faults);
  const expected = await trainEverything(stepByStep(wasm));
  const ways: [string, Compute][] = [
    ['compiled for the CPU', wasm],
    ['compiled for the GPU', webgpu],
    ['step by step on the GPU', stepByStep(webgpu)],
  ];
  for (const [way, compute] of ways) {
    const actual = await trainEverything(compute);
    for (const [name, values] of expected) {
      const difference = largestDifference(values, actual.get(name)!);
      results.push({
        name: `${name}: ${way} as step by step on the CPU`,
        passed: difference < tolerance,
        detail: `largest relative difference ${difference.toExponential(1)}`,
      });
    }
  }
  const again = await trainEverything(webgpu);
  const first = await trainEverything(webgpu);
  for (const [name, values] of first)
    results.push({
      name: `${name}: the GPU gives the same bits twice`,
      passed: largestDifference(values, again.get(name)!) === 0,
      detail: '',
    });
  results.push({ name: 'no command was refused', passed: errors.length === 0, detail: errors.join('; ') });
  return results;
}

/** Largest difference, relative to the largest value of its array. */
export function largestDifference(expected: Float32Array[], actual: Float32Array[]): number {
  let largest = 0;
  for (const [part, values] of expected.entries()) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    for (const [i, value] of values.entries()) {
      const difference = Math.abs(value - actual[part]![i]!) / scale;
      // NaN must not pass as "not larger".
      largest = difference <= largest ? largest : Number.isNaN(difference) ? Infinity : difference;
    }
  }
  return largest;
}
