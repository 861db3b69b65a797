/**
 * The batches of `data/sample/batches.ts` on the GPU: one pass before the training step fills the inputs of the
 * program, the same integers, from the step and the keys of the epoch. Interactions go up once; no batch does.
 */
import type { Feed } from '../../data/sample/batch';
import { attemptsPerNegative, type BatchOptions } from '../../data/sample/batches';
import type { History } from '../../data/sample/history';
import type { WgslSampler } from '../../data/sample/negativeSampler';
import { permutationHalfBits } from '../../data/random';
import { threefryWgsl } from '../random/threefryWgsl';
import { membershipWgsl } from '../webgpu/membershipWgsl';
import type { GpuPass, PassBinding } from '../webgpu/pass';

/** Inputs of a training program that a batch fills, each of length `batchSize`. */
export type BatchColumn = 'users' | 'items' | 'negatives' | 'targets' | 'weights';

export interface SamplingPassOptions extends Omit<BatchOptions, 'seed' | 'sampler'> {
  sampler: WgslSampler;
  /** Where those lie that the program has; a loss need not read them all. */
  columns: ReadonlyMap<BatchColumn, { buffer: string; offset: number }>;
}

const workgroupSize = 64;
/** Several, as the keys of the permutation cost a thread as much as a row does. */
const rowsPerThread = 4;

/**
 * The pass of run `step` writes the batch that `createBatches` with the same options gives for (epoch, step), where
 * the program was compiled with the seed of the run.
 */
export function samplingPass(options: SamplingPassOptions): GpuPass {
  const { feed, train, batchSize } = options;
  const group = feed === 'pointwise' ? 1 + options.negatives.perPositive : 1;
  const samples = train.length * group;
  const workgroups = Math.ceil(batchSize / (workgroupSize * rowsPerThread));
  const threads = workgroups * workgroupSize;
  const drawsNegatives = feed === 'pairwise' || feed === 'pointwise';
  const filters = drawsNegatives && options.negatives.filterKnown;
  const values: Record<BatchColumn, string> = {
    users: 'i32(user)',
    items: `i32(${feed === 'pointwise' ? 'item' : 'positiveItem'})`,
    negatives: 'i32(drawNegative(user, source))',
    targets: targetOf[feed],
    weights: 'select(0.0, 1.0, row < size)',
  };
  const buffers = buffersOf(options);
  const body = [...options.columns].map(
    ([column, { buffer, offset }]) =>
      `batch${buffers.indexOf(buffer)}[${offset}u + row] = ${values[column]};`,
  );

  return {
    name: 'sample a batch',
    bindings: bindingsOf(options, drawsNegatives, filters),
    workgroups: [workgroups],
    code: `${threefryWgsl}
${filters ? membershipWgsl('isKnown', 'known', options.history.offsets.length) : ''}
${drawsNegatives ? `${options.sampler.code}\n${drawNegativeWgsl(filters)}` : ''}
fn sampleRow(row: u32, keys: PermutationKeys) {
  let first = run.step * ${batchSize}u;
  let size = min(${batchSize}u, ${samples}u - first);
  // Rows beyond the last sample repeat row 0 at weight 0.
  let source = select(0u, row, row < size);
  let sample = permute(keys, first + source, ${samples}u, ${permutationHalfBits(samples)}u);
  let positive = sample / ${group}u;
  let user = positives[2u * positive];
  let positiveItem = positives[2u * positive + 1u];
  ${feed === 'pointwise' ? pointwiseWgsl(group) : ''}
  ${body.join('\n  ')}
}

@compute @workgroup_size(${workgroupSize}) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let keys = permutationKeys(run.shuffle);
  for (var row = id.x; row < ${batchSize}u; row += ${threads}u) { sampleRow(row, keys); }
}
`,
  };
}

const targetOf: Record<Feed, string> = {
  pointwise: 'select(0.0, 1.0, isPositive)',
  rating: 'ratings[positive]',
  pairwise: '1.0',
  'in-batch': '1.0',
};

/** Names of the buffers that the columns lie in. */
const buffersOf = ({ columns }: SamplingPassOptions): string[] => [
  ...new Set([...columns.values()].map(({ buffer }) => buffer)),
];

function bindingsOf(options: SamplingPassOptions, drawsNegatives: boolean, filters: boolean): PassBinding[] {
  const { feed, dataset, train, sampler, history } = options;
  const bindings: PassBinding[] = buffersOf(options).map((source, index) => {
    const [column] = [...options.columns].find(([, { buffer }]) => buffer === source)!;
    const element = column === 'targets' || column === 'weights' ? 'f32' : 'i32';
    return { name: `batch${index}`, source, access: 'read_write', element };
  });
  const table = (
    name: string,
    source: Float32Array | Int32Array | Uint32Array,
    element: PassBinding['element'],
  ) => bindings.push({ name, source, access: 'read', element });
  table('positives', pairsOf(dataset, train), 'u32');
  if (feed === 'rating' && options.columns.has('targets'))
    table(
      'ratings',
      Float32Array.from(train, (index) => dataset.ratings[index]!),
      'f32',
    );
  if (filters) table('known', joined(history), 'u32');
  if (drawsNegatives && sampler.table) table('samplerTable', sampler.table, 'u32');
  return bindings;
}

/** User and item of each positive, side by side, so that a row needs one look-up. */
function pairsOf({ users, items }: BatchOptions['dataset'], train: Int32Array): Int32Array {
  const pairs = new Int32Array(2 * train.length);
  for (const [place, index] of train.entries()) {
    pairs[2 * place] = users[index]!;
    pairs[2 * place + 1] = items[index]!;
  }
  return pairs;
}

/** Offsets, then items: one binding, as a pass may have eight. */
function joined({ offsets, items }: History): Int32Array {
  const all = new Int32Array(offsets.length + items.length);
  all.set(offsets);
  all.set(items, offsets.length);
  return all;
}

const drawNegativeWgsl = (filters: boolean): string => `
fn drawNegative(user: u32, row: u32) -> u32 {
  var item = 0u;
  for (var attempt = 0u; attempt < ${filters ? attemptsPerNegative : 1}u; attempt++) {
    item = drawItem(threefry(run.negatives, vec2<u32>(run.step, row * ${attemptsPerNegative}u + attempt)));
    ${filters ? 'if (!isKnown(user, item)) { break; }' : ''}
  }
  return item;
}`;

const pointwiseWgsl = (group: number): string => `let isPositive = sample == positive * ${group}u;
  var item = positiveItem;
  if (!isPositive) { item = drawNegative(user, source); }`;
