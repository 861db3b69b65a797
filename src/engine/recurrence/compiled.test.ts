import { beforeAll, describe, expect, it } from 'vitest';
import { startWasmInNode } from '../../testing/nodeBackend';
import { largestDifference } from '../../testing/parity';
import { recurrentNetworks } from '../../testing/recurrentNetworks';
import { trainCompiled, trainOnTape } from '../../testing/twoWays';

beforeAll(startWasmInNode);

const wasm = { kind: 'wasm' } as const;

describe('a compiled recurrent layer', () => {
  it.each(recurrentNetworks())('takes the steps of the tape: $name', async (network) => {
    const expected = await trainOnTape(network, 5);
    const { trained } = await trainCompiled(network, wasm, 5);
    for (const [name, values] of expected)
      expect(largestDifference([values], [trained.get(name)!]), name).toBeLessThan(2e-5);
  });

  it('takes two kernels for all its steps', async () => {
    const { program } = await trainCompiled(recurrentNetworks()[0]!, wasm, 1);
    const kinds = program.levels.flat().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('recurrence'))).toEqual([
      'recurrence',
      'recurrenceGradient',
    ]);
  });
});
