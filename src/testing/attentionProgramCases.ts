/** Programs of the kernels of attention. */
import type { Sequences } from '../engine/program/attentionKernels';
import { attentionCases, type AttentionCase } from './attentionCases';
import { Draft, type ProgramCase } from './programDraft';

/** Every kernel once; sequences lie with gaps and amid buffers, what has no gaps at an odd place. */
function programCase({ name, shape, ...given }: AttentionCase): ProgramCase {
  const { batchSize, length, units, width } = shape;
  const draft = new Draft();
  const sequences = (values: Float32Array, numbers: number): Sequences => {
    const [offset, rowStride] = [4, numbers + 4];
    const batchStride = length * rowStride + 8;
    const spread = new Float32Array(offset + batchSize * batchStride);
    values.forEach((value, i) => {
      const row = Math.floor(i / numbers);
      const position = Math.floor(row / length) * batchStride + (row % length) * rowStride;
      spread[offset + position + (i % numbers)] = value;
    });
    return { buffer: draft.holding(spread), offset, batchStride, rowStride };
  };
  const after = (before: number, values: Float32Array) => ({
    buffer: draft.holding(Float32Array.of(...new Float32Array(before).fill(9), ...values)),
    offset: before,
  });
  const room = (before: number, numbers: number) => ({
    buffer: draft.empty(before + numbers),
    offset: before,
  });
  const pairs = batchSize * length * length;
  const positions = batchSize * length;
  const [queries, keys] = [sequences(given.queries, units), sequences(given.keys, units)];
  const [values, slopes] = [sequences(given.values, width), sequences(given.slopes, width)];
  const v = after(1, given.v);
  // Any numbers will do for weights, as long as none lies above the diagonal.
  const shares = after(
    3,
    Float32Array.from({ length: pairs }, (_, pair) => {
      const [t, s] = [Math.floor(pair / length) % length, pair % length];
      return s > t ? 0 : Math.sin(pair + 1);
    }),
  );
  const of = { name: 'attention', batchSize, length };
  return draft
    .level(
      { ...of, kind: 'additiveScores', width: units, queries, keys, v, to: room(1, pairs) },
      {
        ...{ ...of, kind: 'additiveScoresGradient', width: units, queries, keys, v },
        ...{ gradient: shares, to: room(4, 3 * positions * units) },
      },
      { ...of, kind: 'causalDots', width, left: slopes, right: values, to: room(2, pairs) },
      {
        ...{ ...of, kind: 'causalSums', over: 'earlier', width },
        ...{ weights: shares, of: values, to: room(4, positions * width) },
      },
      {
        ...{ ...of, kind: 'causalSums', over: 'later', width },
        ...{ weights: shares, of: slopes, to: room(5, positions * width) },
      },
    )
    .done(`attention: ${name}`, { tolerance: 1e-5 });
}

export const attentionProgramCases = (): ProgramCase[] => attentionCases().map(programCase);
