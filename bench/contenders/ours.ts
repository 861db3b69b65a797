/** This project: the models of `src/models`, their steps compiled by the engine for the GPU or the CPU. */
import { startBackend } from '../../src/engine/backends/startBackend';
import type { ProgramHost } from '../../src/engine/programHost';
import * as tf from '../../src/engine/tf';
import { scoreAllUnseen } from '../../src/evaluate/scoring';
import { Ranker } from '../../src/evaluate/ranker';
import { History } from '../../src/data/sample/history';
import type { GenreBatch } from '../../src/models/genres/genreLoss';
import type { GenreModelDefinition } from '../../src/models/genres/genreModel';
import { textCnn } from '../../src/models/genres/textCnn';
import type { Batch } from '../../src/models/losses/loss';
import { models } from '../../src/models/registry';
import type { TrainingFacts } from '../../src/models/model';
import type { Dataset } from '../../src/protocol/dataset';
import { pick, readParams } from '../../src/protocol/registry';
import type { Params } from '../../src/protocol/spec';
import { assembleGenres } from '../../src/train/genres/assemble';
import { assemble, type Trainable } from '../../src/train/interactions/assemble';
import { compiledScorer } from '../../src/train/interactions/compiledScorer';
import type { RankingWorkload, TextWorkload, TrainingWorkload } from '../workloads/workload';
import { compiledSteps } from './compiledSteps';
import { trainOnSequences } from './oursSequences';
import { trainOnSessions } from './oursSessions';
import type { Contender, Ranking, StartContender, Training } from './contender';

const starter =
  (backend: 'webgpu' | 'wasm'): StartContender =>
  async ({ wasmBinaries }) => {
    const fail = (message: string): never => {
      throw new Error(message);
    };
    const { host } = await startBackend(backend, wasmBinaries, { onLost: fail, onError: fail });
    if (!host) throw new Error('WebAssembly has no SIMD here.');
    // Networks are built of tensors, wherever their programs run.
    await tf.setBackend('cpu');
    return contenderOn(host);
  };
export const startOursWebGpu = starter('webgpu');
export const startOursCpu = starter('wasm');

const contenderOn = (host: ProgramHost): Contender => ({
  train: (workload) => trainOn(host, workload),
  trainOnTexts: (workload) => trainOnTexts(host, workload),
  trainOnSequences: (workload) => trainOnSequences(host, workload),
  trainOnSessions: (workload) => trainOnSessions(host, workload),
  rankAll: (workload) => Promise.resolve(rankOn(host, workload)),
});

/** Only what the models ask for; the interactions themselves are those of the batch. */
function factsOf({ numUsers, numItems }: InteractionWorkload): TrainingFacts {
  return {
    numUsers,
    numItems,
    users: new Int32Array(0),
    items: new Int32Array(0),
    ratings: new Float32Array(0),
    itemCounts: new Int32Array(numItems),
    meanRating: 0,
    ratingScale: { min: 1, max: 5, step: 1 },
    oracle: null,
    itemVectors: null,
  };
}

type InteractionWorkload = TrainingWorkload | RankingWorkload;

function assembled(workload: InteractionWorkload, modelId: string, params: Params, loss: string): Trainable {
  const model = pick(models, 'model', modelId);
  return assemble(model, readParams(model, params), factsOf(workload), {
    loss: { id: loss, params: {} },
    seed: workload.seed,
    l2: 0,
    pretrained: new Map(),
  });
}

function trainOn(host: ProgramHost, workload: TrainingWorkload): Promise<Training> {
  const { batch, model, loss } = workload;
  const { users, items, negatives, targets, weights } = batch;
  const network = assembled(workload, model.id, model.params as Params, loss);
  return compiledSteps(host, {
    start: workload,
    network,
    batchSize: batch.size,
    columns: { users, items, ...(loss === 'bpr' ? { negatives } : { targets }), weights },
    objective: (inputs, count) =>
      network.objective({ ...Object.fromEntries(inputs), count } as unknown as Batch, { epoch: 1, step: 0 }),
  });
}

function trainOnTexts(host: ProgramHost, workload: TextWorkload): Promise<Training> {
  const { batch, seed, length, dimension, numWords, widths, filters, numGenres } = workload;
  const { size, tokens, labels } = batch;
  const network = assembleGenres({
    model: textCnn as unknown as GenreModelDefinition,
    params: readParams(textCnn, { dimension, widths: [...widths], filters, dropout: 0, maxNorm: 0 }),
    facts: {
      ...{ numGenres, numWords, maxTokens: length },
      labels: new Uint8Array(0),
      train: new Int32Array(0),
      bags() {
        throw new Error('Nobody counts words here.');
      },
    },
    loss: { id: 'genre-bce', params: {} },
    seed,
    wordVectors: null,
  });
  return compiledSteps(host, {
    start: workload,
    network,
    batchSize: size,
    columns: {
      ...{ tokens, labels },
      lengths: new Int32Array(size).fill(length),
      weights: new Float32Array(size).fill(1),
    },
    objective: (inputs, count) => {
      const labels = tf.reshape(inputs.get('labels')!, [size, numGenres]);
      const given = { ...Object.fromEntries(inputs), labels, count };
      return network.objective(given as unknown as GenreBatch, { epoch: 1, step: 0 });
    },
  });
}

/** As the evaluator ranks: where the scores are made if the scorer can, else on the host. */
function rankOn(host: ProgramHost, workload: RankingWorkload): Ranking {
  const { factors, weights, numUsers, numItems, train } = workload;
  const scorer = compiledScorer({
    host,
    trainable: assembled(workload, 'mf', { factors, itemBias: false }, 'bpr'),
    numItems,
    versionOfWeights: () => 0,
    copyWeights(to) {
      for (const [name, { values }] of Object.entries(weights)) to.write(name, values);
      return Promise.resolve();
    },
  });
  const users = Int32Array.from({ length: numUsers }, (_, user) => user);
  const oneEach = Int32Array.from({ length: numUsers + 1 }, (_, user) => user);
  const heldOut = new History(oneEach, workload.heldOut, new Int32Array(numItems));
  const task = { users, masked: train, heldOut, listLength: 0 };
  // Of the data itself ranking on the host needs no more, but to name a user whose scores are no numbers.
  const onHost = scoreAllUnseen({ numItems } as Dataset, train, heldOut);
  return {
    async rank() {
      const ranks = new Int32Array(numUsers);
      let done = 0;
      const counted = await scorer.countRanks?.(task);
      if (counted) {
        for await (const { size, ahead } of counted) {
          for (let row = 0; row < size; row++) ranks[done + row] = 1 + ahead[row]!;
          done += size;
        }
        return ranks;
      }
      const ranker = new Ranker(numItems, 0);
      while (done < numUsers) {
        const chunk = users.subarray(done, done + onHost.chunkUsers);
        const { size, rank } = await onHost.score(scorer, chunk, ranker);
        for (let row = 0; row < size; row++) ranks[done + row] = rank(row).ranks[0]!;
        done += size;
      }
      return ranks;
    },
  };
}
