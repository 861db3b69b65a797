/** Puts a model of genres and a loss together into something that can be stepped and scored. */
import { dropout } from '../../engine/dropout';
import { lookup } from '../../engine/lookup';
import * as tf from '../../engine/tf';
import { WeightStore } from '../../engine/weightStore';
import { meanLoss, type GenreBatch } from '../../models/genres/genreLoss';
import type { GenreFacts, GenreModelDefinition, GenreNetwork } from '../../models/genres/genreModel';
import { genreLosses } from '../../models/genres/lossRegistry';
import { pick, readParams } from '../../protocol/registry';
import type { Choice } from '../../protocol/spec';

export interface GenreTrainable {
  weights: WeightStore;
  network: GenreNetwork;
  /** Mean loss of the batch; call it inside a gradient or a tidy. */
  objective(batch: GenreBatch, at: { epoch: number; step: number }): tf.Scalar;
  dispose(): void;
}

export interface GenreAssembly {
  /** Where the weights are put; left out: in a store of their own. */
  weights?: WeightStore;
  model: GenreModelDefinition;
  params: Record<string, unknown>;
  facts: GenreFacts;
  loss: Choice;
  seed: number;
  wordVectors: Float32Array | null;
}

export function assembleGenres(assembly: GenreAssembly): GenreTrainable {
  const { model, params, facts, seed, wordVectors } = assembly;
  if (!model.build) throw new Error(`${model.label} is not trained by gradient steps.`);
  const weights = assembly.weights ?? new WeightStore(seed);
  const loss = pick(genreLosses, 'loss', assembly.loss.id);
  const lossParams = readParams(loss, assembly.loss.params);
  const constants: tf.Tensor[] = [];
  // Set while a training step is being built, for dropout to draw its masks.
  let training: { epoch: number; step: number; layer: number } | null = null;
  const network = model.build({
    facts,
    params,
    wordVectors,
    weight: (name, shape, initializer, limit) => weights.add(name, shape, initializer, limit),
    constant(values, shape) {
      const table = tf.keep(tf.tensor2d(values, shape));
      constants.push(table);
      return table;
    },
    lookup,
    dropout: (x, rate) =>
      training && rate > 0 ? dropout(x, rate, { seed, ...training, layer: training.layer++ }) : x,
    loss: (batch, logits) => meanLoss(loss, logits, batch, lossParams),
  });
  return {
    weights,
    network,
    objective(batch, at) {
      training = { ...at, layer: 0 };
      try {
        return network.loss(batch);
      } finally {
        training = null;
      }
    },
    dispose() {
      weights.dispose();
      tf.dispose(constants);
    },
  };
}
