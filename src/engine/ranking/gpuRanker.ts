/**
 * Full rankings where the scores are made: passes behind a scoring program count ranks, and only the counts are read
 * back. Memory does not grow with users times items: a run scores a few hundred users, and the next overwrites them.
 */
import type { StepValues } from '../program/program';
import type { GpuPass } from '../webgpu/pass';
import { Staging } from '../webgpu/staging';
import { countPass } from './countPass';
import { makeRankingTables, type RankingInput } from './rankingTables';
import { topPasses, topScratchLength } from './topPasses';

export interface GpuRankerOptions extends RankingInput {
  /** Buffers of the scoring program: [usersPerRun] ids that it reads, [usersPerRun, numItems] scores that it writes. */
  buffers: { users: string; scores: string };
}

/** Counts of some users; `evaluate/scorer.ts` says what they mean. */
export interface GpuRankCounts {
  size: number;
  finite: boolean;
  heldOutScores: Float32Array;
  ahead: Int32Array;
  topOthers: Int32Array;
  topOtherScores: Float32Array;
}

export interface GpuRanker {
  /** For `compileWebGpu` of the scoring program. */
  before: GpuPass[];
  after: GpuPass[];
  /** Memory besides the tables that the passes bring. */
  bytes: number;
  /**
   * Ranks all users in order, a chunk at a time, with the weights as they are when a chunk is asked for.
   * @param program that was compiled with the passes; one call must be at its end before the next begins
   */
  count(program: { run(steps: readonly StepValues[]): void }): AsyncGenerator<GpuRankCounts>;
  dispose(): void;
}

/** Runs between two readings: enough that waiting for the GPU does not count. */
const runsPerChunk = 8;

/** @throws Error when `usersPerRun` is no multiple of 4, or there is nobody to rank for */
export function createGpuRanker(device: GPUDevice, options: GpuRankerOptions): GpuRanker {
  const { users, usersPerRun, listLength, buffers } = options;
  if (usersPerRun % 4 !== 0) throw new Error('Scores are read four at a time: rank a multiple of 4 users.');
  if (users.length === 0) throw new Error('There is nobody to rank for.');
  const tables = makeRankingTables(options);
  const { numRuns, heldOutStarts } = tables;
  const numHeldOut = tables.heldOutItems.length;
  const numTops = users.length * listLength;
  const owned: GPUBuffer[] = [];
  const create = (label: string, length: number): GPUBuffer => {
    const buffer = device.createBuffer({
      label,
      size: length * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    owned.push(buffer);
    return buffer;
  };
  const counts = create('counts of ranks', 2 * numHeldOut + numRuns);
  const tops = create('best items', Math.max(1, 2 * numTops));
  const lists =
    listLength > 0
      ? topPasses(options, tables, {
          scores: buffers.scores,
          tops,
          scratch: create('items kept', topScratchLength(options)),
        })
      : [];
  const staging = new Staging(device);

  return {
    before: [takeUsers(tables.users, usersPerRun, buffers.users)],
    after: [countPass(options, tables, { scores: buffers.scores, counts }), ...lists],
    get bytes() {
      return owned.reduce((sum, { size }) => sum + size, staging.bytes);
    },
    async *count(program) {
      const encoder = device.createCommandEncoder();
      encoder.clearBuffer(counts);
      device.queue.submit([encoder.finish()]);
      for (let run = 0; run < numRuns; run += runsPerChunk) {
        const runs = Math.min(runsPerChunk, numRuns - run);
        program.run(Array.from({ length: runs }, (_, i) => ({ epoch: 1, step: run + i, scalars: [] })));
        const first = run * usersPerRun;
        const size = Math.min(runs * usersPerRun, users.length - first);
        const held = heldOutStarts[first]!;
        const numHeld = heldOutStarts[first + size]! - held;
        const stretch = (buffer: GPUBuffer, from: number, length: number) => ({
          buffer,
          offset: from * 4,
          bytes: length * 4,
        });
        const bytes = await staging.read([
          stretch(counts, held, numHeld),
          stretch(counts, numHeldOut + held, numHeld),
          stretch(counts, 2 * numHeldOut + run, runs),
          stretch(tops, first * listLength, size * listLength),
          stretch(tops, numTops + first * listLength, size * listLength),
        ]);
        const flags = 8 * numHeld;
        const items = flags + 4 * runs;
        yield {
          size,
          ahead: new Int32Array(bytes, 0, numHeld),
          heldOutScores: new Float32Array(bytes, 4 * numHeld, numHeld),
          finite: new Int32Array(bytes, flags, runs).every((flag) => flag === 0),
          topOthers: new Int32Array(bytes, items, size * listLength),
          topOtherScores: new Float32Array(bytes, items + 4 * size * listLength, size * listLength),
        };
      }
    },
    dispose() {
      for (const buffer of owned) buffer.destroy();
      staging.destroy();
    },
  };
}

/** Puts the ids of the users of a run where the program reads them. */
function takeUsers(ids: Int32Array, usersPerRun: number, target: string): GpuPass {
  const workgroupSize = 64;
  return {
    name: 'take the next users',
    workgroups: [Math.ceil(usersPerRun / workgroupSize)],
    bindings: [
      { name: 'users', source: target, access: 'read_write', element: 'i32' },
      { name: 'ids', source: ids, access: 'read', element: 'i32' },
    ],
    code: `@compute @workgroup_size(${workgroupSize}) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x < ${usersPerRun}u) { users[id.x] = ids[run.step * ${usersPerRun}u + id.x]; }
}
`,
  };
}
