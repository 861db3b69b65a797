import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDataset } from '../../data/canonical';
import { generateFilms } from '../../data/sources/generated';
import * as tf from '../../engine/tf';
import { startBackend, type Compute } from '../../engine/backends/startBackend';
import type { Dataset } from '../../protocol/dataset';
import { toAppError } from '../../protocol/errors';
import type { ParamValue, SpecOverrides } from '../../protocol/spec';
import { startWasmInNode, wasmBinariesInNode } from '../../testing/nodeBackend';
import { recordSession, type SessionOptions, type SessionRecord } from '../../testing/recordSession';
import { stepByStep } from '../../testing/trainEverything';
import { RunControl } from '../control';

let films: Dataset;
let compute: Compute;

beforeAll(async () => {
  await startWasmInNode();
  compute = await startBackend('wasm', wasmBinariesInNode(), { onLost: () => {}, onError: () => {} });
  films = await buildDataset(generateFilms());
});

const specOf = (
  modelId: string,
  params: Record<string, ParamValue> = {},
  more: SpecOverrides = {},
): SpecOverrides => ({
  model: { id: modelId, params },
  loss: { id: 'genre-bce' },
  split: { id: 'random-items' },
  validation: { id: 'random-items' },
  text: { maxTokens: 40 },
  train: { epochs: 3, batchSize: 64 },
  optimizer: { id: 'adam', params: { learningRate: 0.005 } },
  earlyStopping: { metric: 'f1-tuned/micro' },
  ...more,
});

/** Small enough for a test. */
const small = { filters: 16, dimension: 16, widths: [2, 3], vectorEpochs: 2 };

const run = (overrides: SpecOverrides, options: SessionOptions = {}, on = compute): Promise<SessionRecord> =>
  recordSession(on, structuredClone(films), overrides, options);

const numbersOf = ({ epochs, done }: SessionRecord) => ({
  losses: epochs.map(({ loss }) => loss),
  metrics: done!.metrics,
});

describe('genres of the built-in films', () => {
  it('are told better by words than by frequency, and by the text-CNN too', async () => {
    const f1 = async (overrides: SpecOverrides) => (await run(overrides)).done!.metrics['f1-tuned/micro']!;
    const frequency = await f1(specOf('genre-frequency'));
    const bags = await f1(specOf('bag-of-words'));
    const network = await f1(specOf('text-cnn', small, { train: { epochs: 10, batchSize: 32 } }));
    expect(bags).toBeGreaterThan(frequency + 0.1);
    expect(network).toBeGreaterThan(frequency + 0.1);
  });

  it('count movies, not interactions', async () => {
    const { events, done } = await run(specOf('genre-frequency', {}, { data: { minUserInteractions: 500 } }));
    const { info } = events.find((event) => event.type === 'start')!;
    const { numTrain, numValidation, numTest } = info;
    expect(numTrain + numValidation + numTest).toBe(films.numItems);
    expect([numTest, done!.evaluatedUsers]).toEqual([80, 80]);
  });
});

describe.each(['genre-bce', 'genre-cosine', 'genre-focal'])('text-CNN by %s', (lossId) => {
  const spec = (seed: number) => specOf('text-cnn', small, { loss: { id: lossId }, seed });

  it('gives the same numbers for the same seed, others for another, and a falling loss', async () => {
    const first = numbersOf(await run(spec(5)));
    expect(numbersOf(await run(spec(5)))).toEqual(first);
    expect(numbersOf(await run(spec(6)))).not.toEqual(first);
    expect(first.losses.at(-1)).toBeLessThan(first.losses[0]!);
  });

  it('is trained compiled as step by step', async () => {
    const compiled = await run(spec(5));
    const taped = await run(spec(5), {}, stepByStep(compute));
    expect(compiled.events.find((event) => event.type === 'start')!.info.engine!.compiled).toBe(true);
    expect(taped.events.find((event) => event.type === 'start')!.info.engine!.compiled).toBe(false);
    for (const [epoch, { loss }] of compiled.epochs.entries())
      expect(Math.abs(loss / taped.epochs[epoch]!.loss - 1)).toBeLessThan(1e-4);
    const [a, b] = [compiled, taped].map(({ done }) => done!.metrics['f1/micro']!);
    expect(a).toBeCloseTo(b!, 1);
  });
});

describe.each(['word2vec', 'fasttext'])('word vectors by %s', (embedding) => {
  it.each([true, false])('go on from a checkpoint as if never interrupted, tuned: %s', async (tuned) => {
    const spec = specOf('text-cnn', { ...small, embedding, tuned });
    const whole = await run(spec);
    const runId = `${embedding} ${tuned}`;
    const control = new RunControl();
    const cut = run(spec, {
      runId,
      control,
      onEvent: (event) => {
        if (event.type === 'epoch' && event.epoch === 1) control.pause();
        // A pause keeps a checkpoint; the tab is then closed.
        if (event.type === 'state' && event.state === 'paused') throw new Error('closed');
      },
    });
    await expect(cut).rejects.toThrow('closed');
    const rest = await run(spec, { runId, resume: true });
    expect(rest.epochs.map(({ epoch }) => epoch)).toEqual([2, 3]);
    expect(rest.done!.metrics).toEqual(whole.done!.metrics);
  });
});

it('keeps no tensor of a run that was thrown away', async () => {
  const once = async () => {
    const { session } = await run(specOf('text-cnn', { ...small, embedding: 'word2vec', tuned: false }));
    session.dispose();
    return tf.memory().numTensors;
  };
  const before = await once();
  expect(await once()).toBe(before);
});

describe('what a model of genres cannot work with', () => {
  const faultOf = async (overrides: SpecOverrides, dataset = films) => {
    try {
      await recordSession(compute, structuredClone(dataset), overrides);
    } catch (error) {
      return toAppError(error);
    }
    throw new Error('the run should have failed');
  };
  const textless = () => ({ ...films, itemInfo: { ...films.itemInfo!, descriptions: null } });

  it('is named, with what to do', async () => {
    expect(await faultOf(specOf('text-cnn'), textless())).toMatchObject({
      code: 'bad-spec',
      what: '“Generated films” has no plots, and this model reads them.',
    });
    expect(await faultOf(specOf('text-cnn', {}, { split: { id: 'leave-last-out' } }))).toMatchObject({
      what: '“Leave last out” parts interactions, and this model learns from items.',
    });
    expect(await faultOf(specOf('text-cnn', {}, { text: { minMovies: 100_000 } }))).toMatchObject({
      what: 'No genre has 100000 movies with a plot.',
    });
    expect(await faultOf(specOf('text-cnn', {}, { text: { minCount: 1000 } }))).toMatchObject({
      what: 'No word occurs 1000 times in the training plots.',
    });
    expect(await faultOf(specOf('text-cnn', { widths: [3, 9] }, { text: { maxTokens: 8 } }))).toMatchObject({
      what: 'Windows of 9 words do not fit into texts of 8 tokens.',
    });
    expect(await faultOf(specOf('text-cnn', {}, { validation: { id: 'test' } }))).toMatchObject({
      what: '"f1-tuned/micro" needs a validation part to tune the threshold on.',
    });
    expect(await faultOf(specOf('text-cnn', {}, { earlyStopping: { metric: 'ndcg@10' } }))).toMatchObject({
      what: 'Text-CNN tells genres, so "ndcg@10" cannot be watched.',
    });
  });

  it('is not a movie of 10,000 words, nor one whose words nobody knows', async () => {
    const descriptions = [...films.itemInfo!.descriptions!];
    descriptions[0] = Array.from({ length: 10_000 }, (_, i) => `word${i % 7}`).join(' ');
    descriptions[1] = 'zzzz';
    const dataset = { ...films, itemInfo: { ...films.itemInfo!, descriptions } };
    const { events, done } = await recordSession(
      compute,
      structuredClone(dataset),
      specOf('text-cnn', small, { train: { epochs: 1, batchSize: 64 } }),
    );
    expect(done!.metrics['f1/micro']).toBeGreaterThanOrEqual(0);
    expect(events.find((event) => event.type === 'start')!.info.notes).toContain('Cut to 40 words: 1 plot.');
  });
});
