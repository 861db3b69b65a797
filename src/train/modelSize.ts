/** How large a model is, from its settings and the counts of the data alone: it is put together without values. */
import type { Compute } from '../engine/backends/startBackend';
import { fitsVectors } from '../engine/compile/training';
import { optimizers } from '../engine/optimizers/registry';
import { roomOn, type Room } from '../engine/room';
import * as tf from '../engine/tf';
import { WeightStore } from '../engine/weightStore';
import type { TrainingFacts } from '../models/model';
import { models } from '../models/registry';
import { sequenceModels } from '../models/sequences/registry';
import type { SequenceFacts, SequenceModelDefinition } from '../models/sequences/sequenceModel';
import type { ModelDefinition } from '../models/model';
import type { Dataset } from '../protocol/dataset';
import { AppError, reportOf } from '../protocol/errors';
import type { DataCounts, ModelSize } from '../protocol/modelSize';
import { describe, pick, readParams } from '../protocol/registry';
import type { ExperimentSpec, ParamValue } from '../protocol/spec';
import { assemble } from './interactions/assemble';
import { assembleSequences } from './sequences/assemble';
import { tooLarge } from './tooLarge';

/** @throws AppError `bad-spec` when spec and model do not go together. */
export async function modelSize(
  spec: ExperimentSpec,
  counts: DataCounts,
  compute: Pick<Compute, 'host' | 'rival'>,
): Promise<ModelSize | null> {
  const weights = await weightsOf(spec, counts);
  if (!weights) return null;
  const rooms = [compute.host, compute.rival?.host].flatMap((host) => (host ? [roomOn(host)] : []));
  const [room] = rooms;
  const fits = (of: Weights): boolean =>
    rooms.length === 0 || rooms.some((one) => neededOf(of, one) <= one.most);
  const refusal =
    room && !fits(weights)
      ? reportOf(tooLarge(neededOf(weights, room), room, await whatToLower(spec, counts, fits)))
      : null;
  return { numParameters: weights.numParameters, bytes: weights.bytes, refusal };
}

/**
 * Refuses a run that can't fit before anything is made for it. Filters may make the data smaller: then it is known only
 * when they are applied.
 * @throws AppError `too-large` naming the setting to lower.
 */
export async function refuseIfTooLarge(
  spec: ExperimentSpec,
  { numUsers, numItems }: Pick<Dataset, 'numUsers' | 'numItems'>,
  compute: Compute,
): Promise<void> {
  const { positiveFrom, minUserInteractions, minItemInteractions } = spec.data;
  if (positiveFrom > 0 || minUserInteractions > 0 || minItemInteractions > 0) return;
  const size = await modelSize(spec, { numUsers, numItems, numSessions: null }, compute);
  if (size?.refusal) throw new AppError(size.refusal.code, size.refusal.what, size.refusal.hint);
}

/** Numbers of a model, by how a program lays them down. */
interface Weights {
  numParameters: number;
  /** With the numbers that the optimizer keeps. */
  bytes: number;
  /** Of the largest buffer. */
  largest: number;
}

const neededOf = ({ bytes, largest }: Weights, { of }: Room): number => (of === 'all' ? bytes : largest);

/** Null where more than counts has to be known. */
async function weightsOf(spec: ExperimentSpec, counts: DataCounts): Promise<Weights | null> {
  const make = assembling(spec, counts);
  if (!make) return null;
  const before = tf.getBackend();
  await tf.setBackend('cpu');
  const store = new WeightStore(spec.seed, 'undrawn');
  try {
    const network = make(store);
    const weights = measure(store, spec);
    network.dispose();
    return weights;
  } catch (error) {
    if (!(error instanceof NotCounted)) throw error;
    store.dispose();
    return null;
  } finally {
    if (before) await tf.setBackend(before);
  }
}

function measure(store: WeightStore, spec: ExperimentSpec): Weights {
  const { numParameters } = store;
  const sizes = store.names.map((name) => store.get(name));
  const tables = sizes.reduce((sum, { shape, size }) => sum + (fitsVectors(shape) ? size : 0), 0);
  const { slots } = pick(optimizers, 'optimizer', spec.optimizer.id);
  return {
    numParameters,
    bytes: 4 * numParameters * (1 + slots.length),
    largest: 4 * sizes.reduce((most, { size }) => Math.max(most, size), tables),
  };
}

type Assembling = (weights: WeightStore) => { dispose(): void };

function assembling(spec: ExperimentSpec, counts: DataCounts): Assembling | null {
  const { seed, loss } = spec;
  const { l2, batchSize } = spec.train;
  const ofPairs: ModelDefinition | undefined = models.find(({ id }) => id === spec.model.id);
  if (ofPairs?.build && !ofPairs.usesContent)
    return (weights) =>
      assemble(ofPairs, readParams(ofPairs, spec.model.params), factsOf(counts), {
        weights,
        loss,
        seed,
        l2,
        pretrained: new Map(),
      });
  const ofSequences: SequenceModelDefinition | undefined = sequenceModels.find(
    ({ id }) => id === spec.model.id,
  );
  if (!ofSequences?.build) return null;
  const params = readParams(ofSequences, spec.model.params);
  if (ofSequences.usesContent?.(params)) return null;
  const facts = sequenceFactsOf(counts);
  return (weights) =>
    assembleSequences({
      weights,
      model: ofSequences,
      params,
      facts,
      loss,
      seed,
      batchSize,
      l2,
      content: null,
    });
}

const anyScale = { min: 1, max: 5, step: 1 };

/** Facts of data of this size, of which nothing else is known. */
const factsOf = ({ numUsers, numItems }: DataCounts): TrainingFacts => ({
  numUsers,
  numItems,
  users: new Int32Array(0),
  items: new Int32Array(0),
  ratings: new Float32Array(0),
  itemCounts: new Int32Array(numItems),
  meanRating: 0,
  ratingScale: anyScale,
  oracle: null,
  itemVectors: null,
});

/** A model asks for what is not known. */
class NotCounted extends Error {}

const sequenceFactsOf = ({ numItems, numSessions }: DataCounts): SequenceFacts => ({
  numItems,
  itemCounts: new Int32Array(numItems),
  ratingScale: anyScale,
  get sessions() {
    if (numSessions === null) throw new NotCounted();
    return {
      offsets: new Int32Array(numSessions + 1),
      items: new Int32Array(0),
      ratings: new Float32Array(0),
    };
  },
});

/** The parameter of the model that has to give way least, halved until the model fits, and what else would help. */
async function whatToLower(
  spec: ExperimentSpec,
  counts: DataCounts,
  fits: (weights: Weights) => boolean,
): Promise<string> {
  const definition = [...models, ...sequenceModels].find(({ id }) => id === spec.model.id)!;
  let best: { title: string; path: string; to: number; share: number } | null = null;
  for (const [name, { type, title = name, minimum = 1 }] of Object.entries(describe(definition).params)) {
    const now = spec.model.params[name];
    if (type !== 'integer' || typeof now !== 'number') continue;
    for (let to = now; to > minimum;) {
      to = Math.max(minimum, Math.floor(to / 2));
      const weights = await weightsOf(withParam(spec, name, to), counts);
      if (!weights || !fits(weights)) continue;
      const share = to / now;
      if (!best || share > best.share) best = { title, path: `model.${name}`, to, share };
      break;
    }
  }
  const fewer = 'keep fewer users and items (data.minUserInteractions, data.minItemInteractions)';
  return best
    ? `Lower ${best.title} (${best.path}) to ${best.to}, or ${fewer}.`
    : `Choose a smaller model, or ${fewer}.`;
}

const withParam = (spec: ExperimentSpec, name: string, value: ParamValue): ExperimentSpec => ({
  ...spec,
  model: { ...spec.model, params: { ...spec.model.params, [name]: value } },
});
