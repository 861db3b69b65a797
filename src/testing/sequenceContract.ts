/** What every network of sequences in the registry must keep; written once, applied to all. */
import { describe, expect, it } from 'vitest';
import * as tf from '../engine/tf';
import type { SequenceModelDefinition } from '../models/sequences/sequenceModel';
import { circleSessions, SmallSequenceTrainer, smallParams, type SmallTraining } from './sequenceTraining';
import { sequenceFacts } from './sessionTables';

/** Models that see what was in a session but not in which order: the circle means nothing to them. */
const blind = new Set(['session-bpr-mf']);

const numItems = 9;

export function sequenceContract(model: SequenceModelDefinition): void {
  const facts = sequenceFacts(numItems, circleSessions(numItems, 5));
  const trainer = (training: Partial<SmallTraining> = {}) =>
    new SmallSequenceTrainer(model, { facts, params: smallParams(model), ...training });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  describe(`model ${model.id}`, () => {
    it.each(model.losses)('with loss %s: learns what follows on a circle', async (lossId) => {
      const one = trainer({
        lossId,
        ...(lossId === 'next-bpr-max' && { lossParams: { regularization: 0.1 } }),
      });
      const first = await one.run(10);
      await one.run(30);
      const last = await one.run(10);
      expect(mean(last)).toBeLessThan(mean(first));
      if (!blind.has(model.id)) {
        const contexts = Array.from({ length: numItems }, (_, start) =>
          [0, 1, 2].map((at) => (start + at) % numItems),
        );
        const scores = await one.scores(contexts);
        for (const [start, row] of scores.entries())
          expect(row.indexOf(Math.max(...row)), `after ${contexts[start]!.join()}`).toBe(
            (start + 3) % numItems,
          );
      }
      one.dispose();
    });

    it('gives the same losses and scores for the same seed, to the last digit, and others for another', async () => {
      const numbers = async (seed: number) => {
        const one = trainer({ seed });
        const result = { losses: await one.run(6), scores: await one.scores([[1, 2], [3]]) };
        one.dispose();
        return result;
      };
      const first = await numbers(5);
      expect(await numbers(5)).toEqual(first);
      expect(await numbers(6)).not.toEqual(first);
    });

    it('scores a context as it does alone, whatever stands beside it and however it is padded', async () => {
      const one = trainer();
      await one.run(3);
      const contexts = [[4], [0, 1, 2, 3, 4, 5, 6, 7], [2, 3, 3]];
      const together = await one.scores(contexts);
      for (const [at, context] of contexts.entries()) {
        const [alone] = await one.scores([context]);
        for (const [item, score] of alone!.entries()) expect(together[at]![item]).toBeCloseTo(score, 5);
      }
      one.dispose();
    });

    it('has gradients that agree with finite differences', async () => {
      const one = trainer({ l2: 0.1, batchSize: 5 });
      await one.run(3);
      const { weights } = one.trainable;
      const batch = one.batch(3);
      const loss = () =>
        tf.tidy(() => {
          const value = one.trainable.objective(batch, { epoch: 1, step: 3 });
          tf.dispose([...weights.takeNext().values()]);
          return value.dataSync()[0]!;
        });
      const { grads } = tf.variableGrads(
        () => one.trainable.objective(batch, { epoch: 1, step: 3 }),
        weights.names.map((name) => weights.get(name)),
      );
      tf.dispose([...weights.takeNext().values()]);
      const saved = await weights.save();
      const nudge = 1e-2;
      for (const name of weights.names) {
        const gradient = (await grads[weights.get(name).name]!.data()) as Float32Array;
        // The element with the largest gradient, where the difference stands out of 32-bit rounding.
        const at = gradient.reduce(
          (best, value, i) => (Math.abs(value) > Math.abs(gradient[best]!) ? i : best),
          0,
        );
        const lossAt = (offset: number) => {
          const moved = saved[name]!.slice();
          moved[at]! += offset;
          weights.restore({ ...saved, [name]: moved });
          return loss();
        };
        const slope = (lossAt(nudge) - lossAt(-nudge)) / (2 * nudge);
        weights.restore(saved);
        expect(
          Math.abs(slope - gradient[at]!),
          `${name}[${at}]: ${slope} against ${gradient[at]}`,
        ).toBeLessThan(5e-4 + 0.03 * Math.abs(slope));
      }
      one.dispose();
    });

    it('keeps no tensor from step to step, and none after it is thrown away', async () => {
      const before = tf.memory().numTensors;
      const one = trainer();
      await one.run(1);
      await one.scores([[1]]);
      const afterOne = tf.memory().numTensors;
      await one.run(3);
      await one.scores([[1]]);
      expect(tf.memory().numTensors).toBe(afterOne);
      one.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it('goes on from saved weights and optimizer state as if it had never stopped', async () => {
      const whole = trainer();
      await whole.run(3);
      const weights = await whole.trainable.weights.save();
      const optimizer = await whole.step.save();
      const resumed = trainer();
      await resumed.run(3);
      // What it did itself is overwritten; the same batches follow.
      resumed.trainable.weights.restore(weights);
      resumed.step.restore(optimizer);
      await whole.run(2);
      await resumed.run(2);
      expect(await resumed.trainable.weights.save()).toEqual(await whole.trainable.weights.save());
      whole.dispose();
      resumed.dispose();
    });
  });
}
