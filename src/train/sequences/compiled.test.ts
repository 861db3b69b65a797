import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Compute } from '../../engine/backends/startBackend';
import { sequenceModels } from '../../models/sequences/registry';
import type { SpecOverrides } from '../../protocol/spec';
import { datasetOf, type Row } from '../../testing/interactions';
import { startWasmInNode, wasmBinariesInNode } from '../../testing/nodeBackend';
import { recordSession } from '../../testing/recordSession';
import { smallParams } from '../../testing/sequenceTraining';
import { stepByStep } from '../../testing/trainEverything';

let compute: Compute;

beforeAll(async () => {
  await startWasmInNode();
  compute = await startBackend('wasm', wasmBinariesInNode(), { onLost: () => {}, onError: () => {} });
});

/** Sessions of two to nine items on a circle of eleven, so that batches, pieces and contexts come in many lengths. */
const rows: Row[] = Array.from({ length: 40 }, (_, user) =>
  Array.from({ length: 2 + (user % 8) }, (_, at): Row => [
    user,
    (3 * user + at) % 11,
    1 + (at % 5),
    1000 * user + at,
  ]),
).flat();

const specOf = (model: (typeof sequenceModels)[number], lossId: string): SpecOverrides => ({
  model: { id: model.id, params: smallParams(model) },
  loss: { id: lossId },
  split: { id: 'last-sessions', params: { ratio: 0.3 } },
  validation: { id: 'none' },
  sessions: { maxLength: 4 },
  // Plain momentum: Adam would blow up the rounding of a gradient that is truly zero to a whole step.
  optimizer: { id: 'momentum', params: { learningRate: 0.05 } },
  train: { epochs: 2, batchSize: 5, l2: 0.01 },
  evaluation: { candidates: { id: 'all' }, metrics: ['recall@3', 'mrr@10'] },
  earlyStopping: { metric: 'mrr@10' },
});

const trained = sequenceModels.filter(({ build }) => build);

describe.each(trained.map((model) => [model.id, model] as const))('a run of %s', (_id, model) => {
  it.each(model.losses)(
    'with loss %s: is compiled in training and scoring, and as on the tape',
    async (lossId) => {
      const run = async (on: Compute) => {
        const { events, epochs, done } = await recordSession(
          on,
          datasetOf(rows, { repeats: true }),
          specOf(model, lossId),
        );
        const start = events.find((event) => event.type === 'start')!;
        return { engine: start.info.engine!, losses: epochs.map(({ loss }) => loss), metrics: done!.metrics };
      };
      const compiled = await run(compute);
      const onTape = await run(stepByStep(compute));
      expect(compiled.engine.compiled).toBe(true);
      expect(onTape.engine.compiled).toBe(false);
      for (const [epoch, loss] of onTape.losses.entries())
        expect(compiled.losses[epoch]).toBeCloseTo(loss, 4);
      for (const [key, value] of Object.entries(onTape.metrics))
        expect(compiled.metrics[key], key).toBeCloseTo(value, 3);
    },
  );
});
