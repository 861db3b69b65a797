import { describe, expect, it } from 'vitest';
import { compileTraining } from '../engine/compile/training';
import { optimizers } from '../engine/optimizers/registry';
import { buffersOf } from '../engine/program/buffersOf';
import * as tf from '../engine/tf';
import { losses } from '../models/losses/registry';
import type { Batch } from '../models/losses/loss';
import { models } from '../models/registry';
import { readSpec } from '../protocol/completeSpec';
import { pick, readParams } from '../protocol/registry';
import type { Params } from '../protocol/spec';
import { checkerboard } from '../testing/checkerboard';
import { assemble } from './interactions/assemble';
import { buildCatalog } from './catalog';
import { prepare } from './interactions/prepare';

/** What WebGPU grants on every device. */
const maxBuffers = 8;

/** The most buffers that a kernel of a compiled step uses. All items of the data are equally popular. */
async function mostBuffers(modelId: string, lossId: string, optimizerId: string): Promise<number> {
  await tf.setBackend('cpu');
  const { spec } = readSpec(
    { model: { id: modelId }, loss: { id: lossId }, optimizer: { id: optimizerId }, train: { l2: 0 } },
    buildCatalog(),
  );
  const { facts, model, params } = prepare(spec, checkerboard());
  const trainable = assemble(model, params, facts, { ...spec.train, ...spec, pretrained: new Map() });
  const optimizer = pick(optimizers, 'optimizer', optimizerId);
  const ids =
    pick(losses, 'loss', lossId).feed === 'pairwise' ? ['users', 'items', 'negatives'] : ['users', 'items'];
  const { program } = compileTraining({
    weights: trainable.weights,
    inputs: [
      ...ids.map((name) => ({ name, dtype: 'int32' as const })),
      ...['targets', 'weights'].map((name) => ({ name, dtype: 'float32' as const })),
    ],
    batchSize: 1024,
    objective: (inputs, count) =>
      trainable.objective({ ...Object.fromEntries(inputs), count } as unknown as Batch, {
        epoch: 0,
        step: 0,
      }),
    optimizer,
    params: readParams(optimizer, {}) as Params,
    partsOf: (rows) => Math.max(1, rows / 128),
    maxBuffers,
  });
  trainable.dispose();
  return Math.max(...program.levels.flat().map((kernel) => buffersOf(kernel).length));
}

describe('compiled steps use no more buffers at a time than every device binds', () => {
  const trained = models.flatMap(({ id, losses: of }) => of.map((lossId) => [id, lossId] as const));
  it.each(trained)('%s by %s with Adam', async (modelId, lossId) => {
    expect(await mostBuffers(modelId, lossId, 'adam')).toBeLessThanOrEqual(maxBuffers);
  });
});
