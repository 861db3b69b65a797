import { beforeAll, describe, expect, it } from 'vitest';
import { attentionCases, attentionInLoops } from '../../testing/attentionCases';
import { attentionNetworks } from '../../testing/attentionNetworks';
import { attentionCompiled, attentionProgram, partsOfAttention } from '../../testing/attentionPrograms';
import { startWasmInNode } from '../../testing/nodeBackend';
import { largestDifference } from '../../testing/parity';
import { trainCompiled, trainOnTape } from '../../testing/twoWays';

beforeAll(startWasmInNode);

const wasm = { kind: 'wasm' } as const;

describe('compiled additive attention', () => {
  it.each(attentionCases())('gives values and gradients of plain loops: $name', async (one) => {
    const { weights, contexts, gradients } = attentionInLoops(one);
    const actual = await attentionCompiled(one, wasm);
    for (const [i, expected] of [weights, contexts, ...gradients].entries())
      expect(
        largestDifference([Float32Array.from(expected)], [actual[i]!]),
        partsOfAttention[i],
      ).toBeLessThan(1e-5);
  });

  it('weighs nothing that comes later, and gives the same bits twice', async () => {
    for (const one of attentionCases()) {
      const [first, second] = [await attentionCompiled(one, wasm), await attentionCompiled(one, wasm)];
      expect(first).toEqual(second);
      const { length } = one.shape;
      const isLater = (pair: number) => pair % length > Math.floor(pair / length) % length;
      expect(first[0]!.filter((_, pair) => isLater(pair)).every((weight) => weight === 0)).toBe(true);
    }
  });

  it('holds no number for every pair of positions and unit', () => {
    const [one] = attentionCases();
    const { batchSize, length, units } = one!.shape;
    for (const part of partsOfAttention)
      for (const buffer of attentionProgram(one!, part, wasm).buffers)
        expect(buffer.length).toBeLessThan(batchSize * length * length * units);
  });

  it.each(attentionNetworks())('takes the steps of the tape: $name', async (network) => {
    const expected = await trainOnTape(network, 3);
    const { trained } = await trainCompiled(network, wasm, 3);
    for (const [name, values] of expected)
      expect(largestDifference([values], [trained.get(name)!]), name).toBeLessThan(2e-5);
  });
});
