import { describe, expect, it } from 'vitest';
import { windowCases } from '../../testing/windowCases';
import { firstStep } from '../../testing/programDraft';
import type { Kernel } from '../program/program';
import { expectAsInterpreted, programOf, runWasm } from './testPrograms';

describe('window kernels', () => {
  it.each(windowCases())('agree with the interpreter: $name', async ({ program }) => {
    await expectAsInterpreted(program, [firstStep]);
  });

  it('find the first of the best windows, and sum at it, counted by hand', async () => {
    const winners = { buffer: 2, offset: 0 };
    const gradient = { buffer: 3, offset: 0, rowStride: 1 };
    const at = { name: 'at', examples: 2, depth: 1, span: 2, columns: 1, winners, gradient };
    const kernels: Kernel[] = [
      {
        ...{ kind: 'winners', name: 'winners', examples: 2, length: 4, width: 2, columns: 1, winners },
        scores: { buffer: 0, offset: 0, rowStride: 1 },
        lengths: { buffer: 1, offset: 0 },
      },
      { ...at, kind: 'filterGradient', x: { buffer: 4, offset: 0 }, to: { buffer: 6, offset: 0 } },
      {
        ...{ ...at, kind: 'inputGradient', length: 4, to: { buffer: 7, offset: 0 } },
        filters: { buffer: 5, offset: 0, rowStride: 1 },
      },
    ];
    const held = await runWasm(
      programOf(
        [
          // Windows 0..2 are of the first example, 4 and 5 of the first three rows of the second, 3 of neither.
          Float32Array.of(1, 5, 5, 9, 2, 3, 8),
          Int32Array.of(4, 3),
          new Int32Array(2),
          Float32Array.of(10, 100),
          Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
          Float32Array.of(-1, 2),
          2,
          8,
        ],
        kernels,
      ),
    );
    expect([...held[2]!]).toEqual([1, 5]);
    expect([...held[6]!]).toEqual([10 * 2 + 100 * 6, 10 * 3 + 100 * 7]);
    expect([...held[7]!]).toEqual([0, -10, 20, 0, 0, -100, 200, 0]);
  });
});
