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
  /**
   * Ranks all users in order, a chunk at a time, with the weights as they are when a chunk is asked for.
   * @param program that was compiled with the passes; one call must be at its end before the next begins
   */
  count(program: { run(steps: readonly StepValues[]): void }): AsyncGenerator<GpuRankCounts>;
  dispose(): void;
}

/** What the runs of a submit should take: far less than a browser takes for a hang, much more than the wait for it. */
const submitMs = 25;
/** The most that fit into one submit of a program. */
const mostRunsPerSubmit = 64;

/**
 * @throws Error when `usersPerRun` is no multiple of 4, there is nobody to rank for, or the device has no room; nothing
 *   is left behind then
 */
export async function createGpuRanker(device: GPUDevice, options: GpuRankerOptions): Promise<GpuRanker> {
  const { users, usersPerRun, listLength, buffers } = options;
  if (usersPerRun % 4 !== 0) throw new Error('Scores are read four at a time: rank a multiple of 4 users.');
  if (users.length === 0) throw new Error('There is nobody to rank for.');
  const tables = makeRankingTables(options);
  const { numRuns, heldOutStarts } = tables;
  const numHeldOut = tables.heldOutItems.length;
  const numTops = users.length * listLength;
  const lengths = {
    counts: 2 * numHeldOut + numRuns,
    tops: Math.max(1, 2 * numTops),
    scratch: listLength > 0 ? topScratchLength(options) : 1,
  };
  requireRoom(device, [
    ...Object.values(lengths),
    tables.excluded.length,
    2 * numHeldOut + tables.tasks.length,
  ]);
  device.pushErrorScope('out-of-memory');
  const [counts, tops, scratch] = Object.entries(lengths).map(([label, length]) =>
    device.createBuffer({
      label: `${label} of a ranking`,
      size: length * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    }),
  ) as [GPUBuffer, GPUBuffer, GPUBuffer];
  const owned = [counts, tops, scratch];
  const full = await device.popErrorScope();
  if (full) {
    for (const buffer of owned) buffer.destroy();
    throw new Error(`The GPU has too little memory for this ranking: ${full.message}`);
  }
  const lists = listLength > 0 ? topPasses(options, tables, { scores: buffers.scores, tops, scratch }) : [];
  const staging = new Staging(device);
  let runsPerSubmit = 1;

  const read = async (run: number, runs: number): Promise<GpuRankCounts> => {
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
    return {
      size,
      ahead: new Int32Array(bytes, 0, numHeld),
      heldOutScores: new Float32Array(bytes, 4 * numHeld, numHeld),
      finite: new Int32Array(bytes, flags, runs).every((flag) => flag === 0),
      topOthers: new Int32Array(bytes, items, size * listLength),
      topOtherScores: new Float32Array(bytes, items + 4 * size * listLength, size * listLength),
    };
  };

  return {
    before: [takeUsers(tables.users, usersPerRun, buffers.users)],
    after: [countPass(options, tables, { scores: buffers.scores, counts }), ...lists],
    async *count(program) {
      const encoder = device.createCommandEncoder();
      encoder.clearBuffer(counts);
      device.queue.submit([encoder.finish()]);
      for (let run = 0; run < numRuns;) {
        const runs = Math.min(runsPerSubmit, numRuns - run);
        const start = performance.now();
        program.run(Array.from({ length: runs }, (_, i) => ({ epoch: 1, step: run + i, scalars: [] })));
        const chunk = await read(run, runs);
        const fitting = (submitMs * runs) / Math.max(performance.now() - start, 1);
        runsPerSubmit = Math.max(1, Math.min(Math.floor(fitting), 2 * runsPerSubmit, mostRunsPerSubmit));
        run += runs;
        yield chunk;
      }
    },
    dispose() {
      for (const buffer of owned) buffer.destroy();
      staging.destroy();
    },
  };
}

/** @param lengths of buffers, in 32-bit numbers */
function requireRoom({ limits }: GPUDevice, lengths: readonly number[]): void {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  const largest = 4 * Math.max(...lengths) + 16;
  if (largest > most)
    throw new Error(`A table of this ranking takes ${largest} bytes; this device can bind ${most} at most.`);
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
