import { describe, expect, it } from 'vitest';
import { makeMf } from '../workloads/mf';
import { makeMlp, makeNeumf } from '../workloads/neural';
import { makeLstm } from '../workloads/sequences';
import { makeGru4rec } from '../workloads/sessions';
import { makeTextCnn } from '../workloads/text';
import type { StartingPoint, TrainingWorkload } from '../workloads/workload';
import { bce, bpr, startReference } from './reference';
import { lstm } from './referenceSequences';
import { gru4rec } from './referenceSessions';
import { textCnn } from './referenceTexts';

const arraysOf = ({ weights }: StartingPoint, make: (values: Float32Array) => Float64Array) =>
  Object.fromEntries(Object.entries(weights).map(([name, { values }]) => [name, make(values)]));

/** The workload with the first few rows of its batch. */
function shortened(workload: TrainingWorkload, size: number): TrainingWorkload {
  const { users, items, negatives, targets, weights } = workload.batch;
  const cut = <T extends Int32Array | Float32Array>(column: T) => column.slice(0, size) as T;
  const batch = {
    size,
    users: cut(users),
    items: cut(items),
    negatives: cut(negatives),
    targets: cut(targets),
    weights: cut(weights),
  };
  return { ...workload, batch };
}

describe('the reference', () => {
  const [mf, neumf, mlp] = [makeMf(), makeNeumf(), makeMlp()].map((whole) => shortened(whole, 5));
  const texts = makeTextCnn();
  texts.batch.size = 2;
  const sequences = makeLstm();
  sequences.batch.size = 2;
  const sessions = makeGru4rec();
  sessions.batch.size = 2;
  const cases = [
    ['mf', mf!, bpr(mf!)],
    ['neumf', neumf!, bce(neumf!)],
    ['mlp', mlp!, bce(mlp!)],
    ['textcnn', texts, textCnn(texts)],
    ['lstm', sequences, lstm(sequences)],
    ['gru4rec', sessions, gru4rec(sessions)],
  ] as const;

  it.each(cases)(
    'takes the gradient of %s that differences of its loss show',
    (_name, start, lossAndGradient) => {
      const workload: StartingPoint = start;
      const weights = arraysOf(workload, (values) => Float64Array.from(values));
      const zeros = () => arraysOf(workload, ({ length }) => new Float64Array(length));
      const gradient = zeros();
      lossAndGradient(weights, gradient);
      for (const [name, values] of Object.entries(weights)) {
        // The place whose gradient is largest, so that rows outside the batch are not what is tested.
        const slopes = gradient[name]!;
        const at = slopes.reduce(
          (best, slope, i) => (Math.abs(slope) > Math.abs(slopes[best]!) ? i : best),
          0,
        );
        const lossAt = (value: number) => {
          const kept = values[at]!;
          values[at] = value;
          const loss = lossAndGradient(weights, zeros());
          values[at] = kept;
          return loss;
        };
        const step = 1e-6;
        const slope = (lossAt(values[at]! + step) - lossAt(values[at]! - step)) / (2 * step);
        expect(slope, name).not.toBe(0);
        expect(Math.abs(slopes[at]! / slope - 1), name).toBeLessThan(1e-4);
      }
    },
  );

  it('lowers the loss, and starts over after a reset', async () => {
    const reference = await startReference({ wasmBinaries: { simd: '', plain: '' } });
    const training = await reference.train(shortened(makeMf(), 64));
    training.run(1);
    const first = await training.finish();
    training.run(20);
    expect(await training.finish()).toBeLessThan(first * 0.95);
    await training.reset();
    training.run(1);
    expect(await training.finish()).toBe(first);
  });
});
