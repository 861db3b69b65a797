/**
 * Counts, for each held-out item of the users of a run, the other candidates that score as high or higher. A workgroup
 * has a task: a few held-out items of one user. Its invocations share out the user's scores, count all items, take
 * back those that are no candidates, and add up by integer atomics, which give the same sum in any order.
 */
import type { GpuPass } from '../webgpu/pass';
import { taskFields, type RankingInput, type RankingTables } from './rankingTables';
import { scoreKeysWgsl } from './scoreKeys';

const lanes = 32;
/** Workgroups that a dispatch may have along x. */
const mostAcross = 65_535;

/**
 * @param counts i32, all 0 before the first run: for each held-out item the candidates ahead, then for each the bits of
 *   its score, then for each run whether a score was met that is no finite number
 */
export function countPass(
  { numItems, usersPerRun }: RankingInput,
  tables: RankingTables,
  source: { scores: string; counts: GPUBuffer },
): GpuPass {
  const { taskStarts, tasks, heldOutItems, heldOutPerTask, mostTasks } = tables;
  const numHeldOut = heldOutItems.length;
  const lookups = new Int32Array(taskStarts.length + tasks.length + numHeldOut);
  lookups.set(taskStarts);
  lookups.set(tasks, taskStarts.length);
  lookups.set(heldOutItems, taskStarts.length + tasks.length);
  const across = Math.min(mostAcross, mostTasks);
  const each = Array.from({ length: heldOutPerTask }, (_, i) => i);
  const forEach = (line: (i: number) => string): string => each.map(line).join('\n    ');

  return {
    name: 'count ranks',
    workgroups: [across, Math.ceil(mostTasks / across)],
    bindings: [
      { name: 'scores', source: source.scores, access: 'read', element: 'vec4<i32>' },
      { name: 'lookups', source: lookups, access: 'read', element: 'u32' },
      { name: 'excluded', source: tables.excluded, access: 'read', element: 'u32' },
      { name: 'counts', source: source.counts, access: 'read_write', element: 'atomic<i32>' },
    ],
    code: `${scoreKeysWgsl}
fn bitsAt(place: u32) -> i32 { return scores[place / 4u][place % 4u]; }

fn heldOutPlace(start: u32, first: u32, count: u32, i: u32) -> u32 {
  return start + lookups[${taskStarts.length + tasks.length}u + first + min(i, count - 1u)];
}

@compute @workgroup_size(${lanes}) fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let task = lookups[run.step] + group.y * ${across}u + group.x;
  if (task >= lookups[run.step + 1u]) { return; }
  let fields = ${taskStarts.length}u + task * ${taskFields}u;
  let user = lookups[fields];
  let first = lookups[fields + 1u];
  let count = lookups[fields + 2u];
  let start = (user - run.step * ${usersPerRun}u) * ${numItems}u;
  let end = start + ${numItems}u;

  // Where the task has fewer held-out items, the last one is counted for again, and nothing is made of it.
  ${forEach((i) => `let least${i} = lowerZero(keyOf(bitsAt(heldOutPlace(start, first, count, ${i}u))));`)}
  ${forEach((i) => `var ahead${i} = 0;`)}
  var largest = 0;
  {
    ${forEach((i) => `var aheads${i} = vec4<i32>(0);`)}
    var largests = vec4<i32>(0);
    for (var quad = (start + 3u) / 4u + lane; quad < end / 4u; quad += ${lanes}u) {
      let bits = scores[quad];
      let keys = keysOf(bits);
      largests = max(largests, bits & vec4<i32>(0x7fffffff));
      ${forEach((i) => `aheads${i} += select(vec4<i32>(0), vec4<i32>(1), keys >= vec4<i32>(least${i}));`)}
    }
    ${forEach((i) => `ahead${i} = aheads${i}.x + aheads${i}.y + aheads${i}.z + aheads${i}.w;`)}
    largest = max(max(largests.x, largests.y), max(largests.z, largests.w));
  }
  ${numItems % 4 === 0 ? '' : edgesWgsl(forEach)}
  for (var place = excluded[user] + lane; place < excluded[user + 1u]; place += ${lanes}u) {
    let key = keyOf(bitsAt(start + excluded[${tables.heldOutStarts.length}u + place]));
    ${forEach((i) => `ahead${i} -= select(0, 1, key >= least${i});`)}
  }

  ${forEach((i) => `if (${i}u < count) { atomicAdd(&counts[first + ${i}u], ahead${i}); }`)}
  if (lane < count) { atomicStore(&counts[${numHeldOut}u + first + lane], bitsAt(heldOutPlace(start, first, count, lane))); }
  if (largest >= firstNonFinite) { atomicStore(&counts[${2 * numHeldOut}u + run.step], 1); }
}
`,
  };
}

/** A user's scores need not start or end with a whole vector: the first lanes take the up to three scores at each end. */
const edgesWgsl = (forEach: (line: (i: number) => string) => string): string => `
  let head = min(end, (start + 3u) / 4u * 4u);
  let tail = max(head, end / 4u * 4u);
  let edge = select(tail + lane - (head - start), start + lane, lane < head - start);
  if (edge < end) {
    let bits = bitsAt(edge);
    let key = keyOf(bits);
    largest = max(largest, bits & 0x7fffffff);
    ${forEach((i) => `ahead${i} += select(0, 1, key >= least${i});`)}
  }`;
