/** Holds the batches drawn on the GPU to those of the host: the same integers for every way to feed a loss. */
import { makePermutation, purpose, streamKey } from '../data/random';
import { createBatches } from '../data/sample/batches';
import type { Feed } from '../data/sample/batch';
import { makeHistory } from '../data/sample/history';
import type { NegativeSamplerDefinition } from '../data/sample/negativeSampler';
import { negativeSamplers } from '../data/sample/registry';
import type { Program } from '../engine/program/program';
import { samplingPass, type BatchColumn } from '../engine/sampling/samplingPass';
import { compileWebGpu } from '../engine/webgpu/compileWebGpu';
import { readParams } from '../protocol/registry';
import { datasetOf, type Row } from './interactions';
import { onDevice } from './onDevice';
import type { ParityResult } from './parity';

const seed = 20_250_101;
const numUsers = 97;
const numItems = 67;

/** User 0 knows every item, user 1 all but one: most of their draws are known, and some negatives have to stand. */
const knownItems = (user: number): number => (user < 2 ? numItems - user : 1 + (user % 7));

const dataset = datasetOf(
  Array.from({ length: numUsers }, (_, user) => {
    const itemAt = makePermutation(streamKey(user, purpose.generatedData, 0), numItems);
    return Array.from({ length: knownItems(user) }, (_, place): Row => [
      user,
      itemAt(place),
      1 + ((user + place) % 5),
    ]);
  }).flat(),
  { numUsers, numItems },
);
/** Not all, and not in the order of the data. */
const train = Int32Array.from(dataset.users.keys())
  .filter((index) => index < 2 * numItems - 1 || index % 5 > 0)
  .reverse();
const history = makeHistory(dataset, train);

interface SamplingCase {
  feed: Feed;
  sampler: NegativeSamplerDefinition;
  filterKnown: boolean;
  batchSize: number;
  columns: readonly BatchColumn[];
}

/** The feeds that draw no negatives need no more than one way of drawing them. */
function cases(): SamplingCase[] {
  const [first, ...others]: readonly NegativeSamplerDefinition[] = negativeSamplers;
  const plain = { sampler: first!, filterKnown: false };
  const ways = [first!, ...others].flatMap((sampler) => [
    { sampler, filterKnown: true },
    { sampler, filterKnown: false },
  ]);
  const feeds = [
    ...ways.map((way) => ({ feed: 'pointwise' as const, ...way })),
    ...ways.map((way) => ({ feed: 'pairwise' as const, ...way })),
    { feed: 'in-batch' as const, ...plain },
    { feed: 'rating' as const, ...plain },
  ];
  return feeds.flatMap((one) => {
    const columns: BatchColumn[] = ['users', 'items', 'targets', 'weights'];
    if (one.feed === 'pairwise') columns.push('negatives');
    return [
      { ...one, batchSize: 301, columns },
      // A loss need not read them all.
      { ...one, batchSize: 7, columns: [columns.at(-1)!, 'items' as const] },
    ];
  });
}

export const runSamplingParity = (): Promise<ParityResult[]> =>
  onDevice(async (device) => {
    const results: ParityResult[] = [];
    for (const one of cases()) results.push(await compared(device, one));
    return results;
  });

async function compared(device: GPUDevice, one: SamplingCase): Promise<ParityResult> {
  const { feed, sampler, filterKnown, batchSize, columns } = one;
  const input = { numItems, itemCounts: history.itemCounts, params: readParams(sampler, {}) };
  const negatives = { perPositive: 3, filterKnown };
  const options = { feed, dataset, train, batchSize, negatives, history };
  const batches = createBatches({ ...options, seed, sampler: sampler.create(input) });
  const { program, places } = holding(columns, batchSize);
  const pass = samplingPass({ ...options, sampler: sampler.createWgsl(input), columns: places });
  const executable = await compileWebGpu(device, program, { seed, before: [pass] });
  const differences: string[] = [];
  for (const epoch of [1, 2, 9])
    for (const step of new Set([0, 1, batches.stepsPerEpoch - 1])) {
      executable.run([{ epoch, step, scalars: [] }]);
      const expected = batches.batch(epoch, step);
      for (const column of columns) {
        const { buffer, offset } = places.get(column)!;
        const actual = (await executable.read(buffer)).subarray(offset, offset + batchSize);
        const row = expected[column].findIndex((value, at) => value !== actual[at]);
        if (row >= 0)
          differences.push(
            `epoch ${epoch}, step ${step}, ${column}[${row}]: ${actual[row]}, not ${expected[column][row]}`,
          );
      }
    }
  executable.dispose();
  return {
    name: `${feed} of ${batchSize}, ${sampler.id}${filterKnown ? ', known items filtered' : ''}`,
    passed: differences.length === 0,
    detail: differences.join('; '),
  };
}

/** A program that does nothing with a batch, its columns one behind the other in a buffer per type, after a gap. */
function holding(columns: readonly BatchColumn[], batchSize: number) {
  const gap = 3;
  const places = new Map<BatchColumn, { buffer: string; offset: number }>();
  const lengths = { i32: gap, f32: gap };
  for (const column of columns) {
    const type = column === 'targets' || column === 'weights' ? 'f32' : 'i32';
    places.set(column, { buffer: `batch of ${type}`, offset: lengths[type] });
    lengths[type] += batchSize;
  }
  const program: Program = {
    buffers: (['i32', 'f32'] as const).map((type) => ({
      name: `batch of ${type}`,
      type,
      length: lengths[type],
      role: 'input',
    })),
    levels: [],
    numScalars: 0,
  };
  return { program, places };
}
