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

/** What is drawn at random, and every model compiled for the CPU and, twice, for the GPU. */
export async function runParity(): Promise<ParityResult[]> {
  const found = await findAdapter();
  if (!found) return [{ name: 'WebGPU adapter', passed: false, detail: 'The browser offers none.' }];
  const results = await randomParity(found.adapter);
  return results.concat(
    await heldToTape(async (wasm, webgpu, expected) => {
      const onCpu = await trainEverything(wasm);
      const [first, again] = [await trainEverything(webgpu), await trainEverything(webgpu)];
      const sameBits = [...first].map(([name, values]) => ({
        name: `${name}: the GPU gives the same bits twice`,
        passed: largestDifference(values, again.get(name)!) === 0,
        detail: '',
      }));
      return [
        ...compared(expected, onCpu, 'compiled for the CPU'),
        ...compared(expected, first, 'compiled for the GPU'),
        ...sameBits,
      ];
    }),
  );
}

/** The tape of the GPU, which trains what cannot be compiled. */
export const runTapeParity = (): Promise<ParityResult[]> =>
  heldToTape(async (_wasm, webgpu, expected) =>
    compared(expected, await trainEverything(stepByStep(webgpu)), 'step by step on the GPU'),
  );

type Trained = Awaited<ReturnType<typeof trainEverything>>;

/** Trains everything on the tape of the CPU, for others to be held to. */
async function heldToTape(
  check: (wasm: Compute, webgpu: Compute, expected: Trained) => Promise<ParityResult[]>,
): Promise<ParityResult[]> {
  const errors: string[] = [];
  const faults = {
    onLost: (reason: string) => errors.push(reason),
    onError: (message: string) => errors.push(message),
  };
  const wasm = await startBackend('wasm', wasmBinaries, faults);
  const webgpu = await startBackend('webgpu', wasmBinaries, faults);
  const results = await check(wasm, webgpu, await trainEverything(stepByStep(wasm)));
  return [
    ...results,
    { name: 'no command was refused', passed: errors.length === 0, detail: errors.join('; ') },
  ];
}

function compared(expected: Trained, actual: Trained, way: string): ParityResult[] {
  return [...expected].map(([name, values]) => {
    const difference = largestDifference(values, actual.get(name)!);
    return {
      name: `${name}: ${way} as step by step on the CPU`,
      passed: difference < tolerance,
      detail: `largest relative difference ${difference.toExponential(1)}`,
    };
  });
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
