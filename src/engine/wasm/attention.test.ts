import { describe, expect, it } from 'vitest';
import { attentionProgramCases } from '../../testing/attentionProgramCases';
import { firstStep } from '../../testing/programDraft';
import { largestDifference } from '../../testing/parity';
import { laterScore } from '../program/attentionKernels';
import { allocate, interpret } from '../program/interpret';
import { programOf, runWasm } from './testPrograms';

describe('kernels of attention', () => {
  it.each(attentionProgramCases())('agree with the interpreter: $name', async ({ program }) => {
    const memory = allocate(program);
    interpret(program, memory, firstStep, 1);
    const held = await runWasm(program, [firstStep]);
    expect(largestDifference(memory as Float32Array[], held as Float32Array[])).toBeLessThan(1e-5);
  });

  it('leave out what comes later, counted by hand', async () => {
    const sequences = (buffer: number) => ({ buffer, offset: 0, batchStride: 2, rowStride: 1 });
    const start = (buffer: number) => ({ buffer, offset: 0 });
    const of = { name: 'attention', batchSize: 2, length: 2, width: 1 };
    const held = await runWasm(
      programOf(
        // Two sequences of two positions, and weights for pairs of these.
        [
          Float32Array.of(1, 2, 3, 4),
          Float32Array.of(10, 20, 30, 40),
          Float32Array.of(1, 0, 2, 3, 4, 0, 5, 6),
          ...[8, 4, 4, 8],
        ],
        [
          { ...of, kind: 'causalDots', left: sequences(0), right: sequences(1), to: start(3) },
          { ...of, kind: 'causalSums', over: 'earlier', weights: start(2), of: sequences(0), to: start(4) },
          { ...of, kind: 'causalSums', over: 'later', weights: start(2), of: sequences(0), to: start(5) },
          {
            ...{ ...of, kind: 'additiveScores', queries: sequences(0), keys: sequences(1) },
            ...{ v: start(1), to: start(6) },
          },
        ],
      ),
    );
    expect([...held[3]!]).toEqual([10, 0, 20, 40, 90, 0, 120, 160]);
    expect([...held[4]!]).toEqual([1, 2 * 1 + 3 * 2, 4 * 3, 5 * 3 + 6 * 4]);
    expect([...held[5]!]).toEqual([1 * 1 + 2 * 2, 3 * 2, 4 * 3 + 5 * 4, 6 * 4]);
    const later = Math.fround(laterScore);
    expect([...held[6]!]).toEqual([10, later, 10, 10, 10, later, 10, 10]);
  });
});
