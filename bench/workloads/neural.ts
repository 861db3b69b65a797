/** The neural models of He et al. (WWW 2017) at the size of MovieLens 1M: the MLP alone, and NeuMF beside GMF. */
import { glorotUniform, lecunUniform, normal, zeros, type Initializer } from '../../src/engine/initializers';
import { adam } from './adam';
import { makeBatch } from './batch';
import { initialWeight } from './weights';
import { numItems, numUsers, type TrainingWorkload, type Weights } from './workload';

/** The first entry is both embeddings side by side. */
const layers = [64, 32, 16, 8];
const gmfFactors = 16;
const seed = 1;

function makeNeural(id: string, model: 'mlp' | 'neumf', batchSize: number): TrainingWorkload {
  const weights: Weights = {};
  const add = (name: string, shape: number[], initializer: Initializer) => {
    weights[name] = initialWeight(name, shape, initializer, seed);
  };
  const embeddings = (part: string, width: number) => {
    add(`${part}/userEmbedding`, [numUsers, width], normal(0.01));
    add(`${part}/itemEmbedding`, [numItems, width], normal(0.01));
  };
  if (model === 'neumf') embeddings('gmf', gmfFactors);
  embeddings('mlp', layers[0]! / 2);
  layers.slice(1).forEach((units, index) => {
    add(`mlp/layer${index + 1}/kernel`, [layers[index]!, units], glorotUniform);
    add(`mlp/layer${index + 1}/bias`, [units], zeros);
  });
  const output = outputNames(model);
  add(output.kernel, [layers.at(-1)! + (model === 'neumf' ? gmfFactors : 0), 1], lecunUniform);
  add(output.bias, [1], zeros);
  return {
    kind: 'training',
    id,
    numUsers,
    numItems,
    model: { id: model, params: { layers, ...(model === 'neumf' && { factors: gmfFactors }) } },
    loss: 'bce',
    adam,
    seed,
    weights,
    batch: makeBatch(batchSize, 'pointwise', seed),
  };
}

/** The prediction layer: NeuMF shares it between its parts, the MLP has its own. */
export const outputNames = (model: string): { kernel: string; bias: string } =>
  model === 'neumf'
    ? { kernel: 'output', bias: 'outputBias' }
    : { kernel: 'mlp/output', bias: 'mlp/outputBias' };

/** How many dense layers the tower has. */
export const towerDepth = layers.length - 1;

export const makeMlp = (): TrainingWorkload => makeNeural('mlp', 'mlp', 1024);
export const makeNeumf = (): TrainingWorkload => makeNeural('neumf', 'neumf', 1024);
export const makeNeumf16k = (): TrainingWorkload => makeNeural('neumf-16k', 'neumf', 16_384);
