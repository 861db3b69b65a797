import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Compute } from '../engine/backends/startBackend';
import { wasmBinariesInNode } from '../testing/nodeBackend';
import { largestDifference } from '../testing/parity';
import { stepByStep, trainEverything } from '../testing/trainEverything';

describe('a compiled step', () => {
  let wasm: Compute;
  let expected: Map<string, Float32Array[]>;
  let actual: Map<string, Float32Array[]>;

  beforeAll(async () => {
    const faults = { onLost: () => {}, onError: () => {} };
    wasm = await startBackend('wasm', wasmBinariesInNode(), faults);
    actual = await trainEverything(wasm);
    expected = await trainEverything(stepByStep(wasm));
  }, 60_000);

  it('does what the tape of tfjs does, for every model, loss and optimizer', () => {
    expect(actual.size).toBeGreaterThan(10);
    for (const [name, values] of expected)
      expect(largestDifference(values, actual.get(name)!), name).toBeLessThan(2e-5);
  });

  it('gives the same bits twice', async () => {
    expect(await trainEverything(wasm)).toEqual(actual);
  });
});
