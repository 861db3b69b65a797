import { beforeAll, describe, expect, it } from 'vitest';
import { startWasmInNode } from '../../testing/nodeBackend';
import { largestDifference } from '../../testing/parity';
import { textNetworks } from '../../testing/textNetworks';
import { trainCompiled, trainOnTape } from '../../testing/twoWays';

beforeAll(startWasmInNode);

const wasm = { kind: 'wasm' } as const;

describe('compiled convolution with maximum over time', () => {
  it.each(textNetworks())('takes the steps of the tape: $name', async (network) => {
    const expected = await trainOnTape(network, 3);
    const { trained } = await trainCompiled(network, wasm, 3);
    for (const [name, values] of expected)
      expect(largestDifference([values], [trained.get(name)!]), name).toBeLessThan(2e-5);
  });

  it('derives by the words only where these are trained', async () => {
    const [tuned, frozen] = await Promise.all(
      textNetworks()
        .slice(0, 2)
        .map((network) => trainCompiled(network, wasm, 1)),
    );
    const kinds = (program: typeof tuned.program) => program.levels.flat().map(({ kind }) => kind);
    expect(kinds(tuned!.program).filter((kind) => kind === 'inputGradient')).toHaveLength(3);
    expect(kinds(frozen!.program)).not.toContain('inputGradient');
    expect(kinds(frozen!.program)).not.toContain('group');
  });
});
