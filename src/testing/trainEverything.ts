/** Trains every model with every loss, and every optimizer, for a few steps: to hold one way of computing to another. */
import type { Compute } from '../engine/backends/startBackend';
import { optimizers } from '../engine/optimizers/registry';
import { models } from '../models/registry';
import { readSpec } from '../protocol/completeSpec';
import type { ExperimentSpec } from '../protocol/spec';
import { buildCatalog } from '../train/catalog';
import { createTrainer } from '../train/interactions/network';
import { prepare } from '../train/interactions/prepare';
import { starBoard } from './checkerboard';

/** The same backend without its compiler. */
export const stepByStep = (compute: Compute): Compute => ({ ...compute, host: null });

/** Awkward sizes: odd, prime, and larger than the thousand elements below which tfjs may compute on the CPU. */
const board = { numUsers: 37, numItems: 62, perUser: 6 };
const batchSize = 53;

/** Losses, weights and scores after an epoch whose last batch is short, by model, loss and optimizer. */
export async function trainEverything(compute: Compute): Promise<Map<string, Float32Array[]>> {
  const dataset = starBoard(board);
  const all = new Map<string, Float32Array[]>();
  for (const { modelId, lossId, optimizerId } of combinations()) {
    const prepared = prepare(specOf(modelId, lossId, optimizerId), dataset);
    const choice = { modelId, params: prepared.params, pretrained: new Map() };
    const trainer = await createTrainer(prepared, compute, choice, () => {});
    trainer.run(1, 0, trainer.stepsPerEpoch);
    await trainer.ready();
    const losses = Float32Array.from(await trainer.takeLosses());
    const weights = await trainer.saveWeights();
    all.set(`${modelId}, ${lossId}, ${optimizerId}`, [
      losses,
      await trainer.scorer.scoreUsers(Int32Array.of(0, 5, 36)),
      await trainer.scorer.scorePairs(Int32Array.of(0, 5, 36), Int32Array.of(61, 0, 7)),
      ...Object.values(weights),
    ]);
    trainer.dispose();
  }
  return all;
}

/**
 * Every model and loss by plain momentum: Adam would blow up the rounding of a gradient that is truly zero, such as
 * that of a bias under a softmax, to a whole step. The optimizers are compared on one model.
 */
function combinations(): { modelId: string; lossId: string; optimizerId: string }[] {
  const byModel = models.flatMap(({ id, losses }) =>
    losses.map((lossId) => ({ modelId: id, lossId, optimizerId: 'momentum' })),
  );
  const byOptimizer = optimizers.map(({ id }) => ({ modelId: 'mf', lossId: 'bpr', optimizerId: id }));
  return [...byModel, ...byOptimizer.filter(({ optimizerId }) => optimizerId !== 'momentum')];
}

function specOf(modelId: string, lossId: string, optimizerId: string): ExperimentSpec {
  const { shape } = models.find(({ id }) => id === modelId)!.params;
  const { spec, problems } = readSpec(
    {
      model: { id: modelId, params: shape.dropout ? { dropout: 0.25 } : {} },
      loss: { id: lossId },
      optimizer: { id: optimizerId, params: { learningRate: 0.01 } },
      train: { batchSize, l2: 0.01 },
      seed: 3,
    },
    buildCatalog(),
  );
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
  return spec;
}
