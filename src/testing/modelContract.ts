/** What every model in the registry must keep; written once, applied to all. */
import { describe, expect, it } from 'vitest';
import * as tf from '../engine/tf';
import type { ModelDefinition } from '../models/model';
import { readParams } from '../protocol/registry';
import type { ExperimentSpec, SpecOverrides } from '../protocol/spec';
import { assemble, networkScorer, toTensors } from '../train/interactions/assemble';
import { optimizers } from '../engine/optimizers/registry';
import { TrainingStep } from '../engine/trainingStep';
import { checkerboard, starBoard } from './checkerboard';
import { runSession } from './runSession';
import { toyBatch, toyFacts } from './toyTraining';

/** Models without taste: they are the floor, and cannot see the board. */
const blind = new Set(['popularity', 'random']);

const boardSpec = (model: ModelDefinition, lossId: string | undefined): SpecOverrides => ({
  model: { id: model.id },
  split: { id: 'random-ratio', params: { ratio: 0.2, by: 'user' } },
  validation: { id: 'none' },
  optimizer: { id: 'adam', params: { learningRate: 0.02 } },
  negatives: { perPositive: 1 },
  train: { epochs: 15, batchSize: 128, l2: 0.015 },
  earlyStopping: { metric: model.task === 'rating' ? 'rmse' : 'auc' },
  ...(lossId && { loss: { id: lossId } }),
});

/**
 * Of the 44 unseen items of a user, 4 are held out, 10 others are of the right colour and 30 of the wrong one. Who
 * knows the colours and nothing else ranks 30 of 40 below and half of 10: AUC 35/40 = .875. A coin gets .5.
 */
const solvedAuc = 0.8;
const blindAuc = 0.65;
/** Stars are 1 or 5, so the mean is off by 2; a model that sees the board is not. */
const solvedRmse = 1;

export function modelContract(model: ModelDefinition): void {
  const losses = model.losses.length > 0 ? model.losses : [undefined];
  describe(`model ${model.id}`, () => {
    it.each(losses)(
      'with loss %s: tells the fields of a checkerboard apart, where popularity cannot',
      async (lossId) => {
        const board = model.task === 'rating' ? starBoard() : checkerboard();
        const { done } = await runSession(board, boardSpec(model, lossId));
        if (model.task === 'rating') expect(done!.metrics.rmse).toBeLessThan(solvedRmse);
        else if (blind.has(model.id)) expect(done!.metrics.auc).toBeLessThan(blindAuc);
        else expect(done!.metrics.auc).toBeGreaterThan(solvedAuc);
      },
    );

    it('gives the same losses and metrics for the same seed, to the last digit, and others for another', async () => {
      const spec = { ...boardSpec(model, model.losses[0]), train: { epochs: 3, batchSize: 64 } };
      const numbers = async (seed: number) => {
        const { epochs, done } = await runSession(model.task === 'rating' ? starBoard() : checkerboard(), {
          ...spec,
          seed,
        });
        return { losses: epochs.map((epoch) => epoch.loss), metrics: done!.metrics };
      };
      const first = await numbers(5);
      expect(await numbers(5)).toEqual(first);
      expect(await numbers(6)).not.toEqual(first);
    });

    if (!model.build) return;

    it('scores all items of a user as it scores the pairs one by one', async () => {
      const facts = toyFacts({ numUsers: 9, numItems: 13 });
      const trainable = assemble(model, readParams(model, {}), facts, {
        loss: { id: model.losses[0]!, params: {} },
        seed: 2,
        l2: 0,
        pretrained: new Map(),
      });
      const rows = await networkScorer(trainable.network, facts.numItems).scoreUsers(Int32Array.of(8, 3));
      const users = Int32Array.from({ length: 26 }, (_, at) => (at < 13 ? 8 : 3));
      const pairs = await networkScorer(trainable.network, facts.numItems).scorePairs(
        users,
        Int32Array.from(users, (_, at) => at % 13),
      );
      expect(rows).toHaveLength(26);
      for (const [at, score] of pairs.entries()) expect(rows[at]).toBeCloseTo(score, 5);
      trainable.dispose();
    });

    it.each(losses)('with loss %s: gradients agree with finite differences', async (lossId) => {
      const facts = toyFacts({ numUsers: 7, numItems: 11 });
      const trainable = assemble(model, readParams(model, {}), facts, {
        loss: { id: lossId!, params: {} },
        seed: 4,
        l2: 0.1,
        pretrained: new Map(),
      });
      const batch = toyBatch({ numUsers: 7, numItems: 11, batchSize: 6, padded: 1 }, lossId!, 1);
      const objective = () => trainable.objective(toTensors(batch), { epoch: 1, step: 0 });
      const names = trainable.weights.names;
      const loss = () => {
        const scalar = tf.tidy(objective);
        const [value] = scalar.dataSync();
        scalar.dispose();
        return value!;
      };
      // Larger embeddings than at the start, so that a nudge does not carry half the units across ReLU's corner.
      const initial = await trainable.weights.save();
      const saved = Object.fromEntries(
        Object.entries(initial).map(([name, values]) => [
          name,
          name.endsWith('Embedding') ? values.map((value) => value * 30) : values,
        ]),
      );
      trainable.weights.restore(saved);
      const { grads } = tf.variableGrads(
        objective,
        names.map((name) => trainable.weights.get(name)),
      );
      const nudge = 1e-3;
      for (const name of names) {
        const gradient = (await grads[trainable.weights.get(name).name]!.data()) as Float32Array;
        // The element with the largest gradient, where the difference stands out of 32-bit rounding.
        const at = gradient.reduce(
          (best, value, i) => (Math.abs(value) > Math.abs(gradient[best]!) ? i : best),
          0,
        );
        const lossAt = (offset: number) => {
          const moved = saved[name]!.slice();
          moved[at]! += offset;
          trainable.weights.restore({ ...saved, [name]: moved });
          return loss();
        };
        const slope = (lossAt(nudge) - lossAt(-nudge)) / (2 * nudge);
        trainable.weights.restore(saved);
        expect(
          Math.abs(slope - gradient[at]!),
          `${name}[${at}]: ${slope} against ${gradient[at]}`,
        ).toBeLessThan(3e-4 + 0.03 * Math.abs(slope));
      }
      for (const gradient of Object.values(grads)) gradient.dispose();
      trainable.dispose();
    });

    it('keeps no tensor from step to step, and none after it is thrown away', async () => {
      const before = tf.memory().numTensors;
      const facts = toyFacts({ numUsers: 7, numItems: 11 });
      const trainable = assemble(model, readParams(model, {}), facts, {
        loss: { id: model.losses[0]!, params: {} },
        seed: 4,
        l2: 0.1,
        pretrained: new Map(),
      });
      const adam = optimizers.find((optimizer) => optimizer.id === 'adam')!;
      const step = new TrainingStep(
        trainable.weights,
        adam,
        readParams(adam, {}) as ExperimentSpec['optimizer']['params'],
      );
      const once = async (index: number) => {
        const batch = toyBatch({ numUsers: 7, numItems: 11, batchSize: 6 }, model.losses[0]!, index);
        step.run(() => trainable.objective(toTensors(batch), { epoch: 1, step: index }), batch.size);
        await step.takeLosses();
        await networkScorer(trainable.network, facts.numItems).scoreUsers(Int32Array.of(1));
      };
      await once(0);
      const afterOne = tf.memory().numTensors;
      for (let index = 1; index < 5; index++) await once(index);
      expect(tf.memory().numTensors).toBe(afterOne);
      step.dispose();
      trainable.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it('goes on from saved weights and optimizer state as if it had never stopped', async () => {
      const facts = toyFacts({ numUsers: 7, numItems: 11 });
      const lossId = model.losses[0]!;
      const adam = optimizers.find((optimizer) => optimizer.id === 'adam')!;
      const make = () => {
        const trainable = assemble(model, readParams(model, {}), facts, {
          loss: { id: lossId, params: {} },
          seed: 4,
          l2: 0,
          pretrained: new Map(),
        });
        return {
          trainable,
          step: new TrainingStep(
            trainable.weights,
            adam,
            readParams(adam, {}) as ExperimentSpec['optimizer']['params'],
          ),
        };
      };
      const advance = ({ trainable, step }: ReturnType<typeof make>, index: number) => {
        const batch = toyBatch({ numUsers: 7, numItems: 11, batchSize: 6 }, lossId, index);
        step.run(() => trainable.objective(toTensors(batch), { epoch: 1, step: index }), batch.size);
      };
      const whole = make();
      const first = make();
      for (const index of [0, 1]) {
        advance(whole, index);
        advance(first, index);
      }
      const second = make();
      second.trainable.weights.restore(await first.trainable.weights.save());
      second.step.restore(await first.step.save());
      advance(whole, 2);
      advance(second, 2);
      expect(await second.trainable.weights.save()).toEqual(await whole.trainable.weights.save());
      for (const { trainable, step } of [whole, first, second]) {
        step.dispose();
        trainable.dispose();
      }
    });
  });
}
