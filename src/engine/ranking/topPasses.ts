/**
 * The best candidates of each user that are not held out, by score and then by id. The invocations of a user share out
 * the items. They first find a bar that enough items are known to reach, so that most items fail one comparison; then
 * each keeps the best of its items that reach the bar, and every item kept finds its place among all of them.
 */
import { membershipWgsl } from '../webgpu/membershipWgsl';
import type { GpuPass, PassBinding } from '../webgpu/pass';
import type { RankingInput, RankingTables } from './rankingTables';
import { scoreKeysWgsl } from './scoreKeys';

const workgroupSize = 64;

/** How the memory of the passes is parted. */
interface Layout {
  /** Invocations per user. */
  lanes: number;
  /** Items that one of them can keep. */
  capacity: number;
  /** Numbers in all: bars of the users, then per invocation its best key, its length, its keys, its items. */
  length: number;
}

function layoutOf({ numItems, listLength, usersPerRun }: RankingInput): Layout {
  // Twice the places and more, so that the bar is not much lower than the last place.
  const lanes = 2 ** Math.min(8, Math.max(5, Math.ceil(Math.log2(2 * listLength))));
  // Vectors of four are dealt out, and a user's first one may belong to the user before in part.
  const capacity = Math.min(listLength, 4 * Math.ceil((numItems + 6) / 4 / lanes));
  return { lanes, capacity, length: usersPerRun * (1 + lanes * (2 + 2 * capacity)) };
}

/** Numbers in the scratch memory of the passes. */
export const topScratchLength = (input: RankingInput): number => layoutOf(input).length;

/**
 * @param tops i32: [users, listLength] items, then as many scores as bits; not written where a user has no more
 *   candidates
 * @param scratch i32, `topScratchLength`
 */
export function topPasses(
  input: RankingInput,
  { excluded, heldOutStarts }: RankingTables,
  source: { scores: string; tops: GPUBuffer; scratch: GPUBuffer },
): GpuPass[] {
  const { numItems, listLength, usersPerRun, users } = input;
  const { lanes, capacity } = layoutOf(input);
  const invocations = usersPerRun * lanes;
  const bestAt = usersPerRun;
  const lengthsAt = bestAt + invocations;
  const keysAt = lengthsAt + invocations;
  const itemsAt = keysAt + invocations * capacity;

  const scores: PassBinding = { name: 'scores', source: source.scores, access: 'read', element: 'vec4<i32>' };
  const kept: PassBinding = { name: 'kept', source: source.scratch, access: 'read_write', element: 'i32' };
  const pass = (name: string, count: number, extra: PassBinding[], body: string): GpuPass => ({
    name,
    workgroups: acrossAndDown(Math.ceil(count / workgroupSize)),
    bindings: [kept, ...extra],
    code: `${body}
@compute @workgroup_size(${workgroupSize}) fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let at = (group.y * groups.x + group.x) * ${workgroupSize}u + index;
  if (at < ${count}u) { work(at); }
}
`,
  });
  // Goes over the items of invocation `at` whose keys are above `least`, by ascending id.
  const overItems = (before: string, body: string, after: string): string => `${scoreKeysWgsl}
${membershipWgsl('isExcluded', 'excluded', heldOutStarts.length)}
// Both zeros are one score, but have the keys 0 and -1.
fn upperZero(key: i32) -> i32 { return select(key, 0, key == -1); }

fn work(at: u32) {
  let row = at / ${lanes}u;
  let user = run.step * ${usersPerRun}u + row;
  ${before}
  if (user < ${users.length}u) {
    let start = row * ${numItems}u;
    let end = start + ${numItems}u;
    for (var quad = start / 4u + at % ${lanes}u; quad * 4u < end; quad += ${lanes}u) {
      let keys = keysOf(scores[quad]);
      if (all(keys <= vec4<i32>(least))) { continue; }
      for (var component = 0u; component < 4u; component++) {
        let place = quad * 4u + component;
        let key = upperZero(keys[component]);
        if (place < start || place >= end || key <= least || isExcluded(user, place - start)) { continue; }
        ${body}
      }
    }
  }
  ${after}
}
`;
  const items: PassBinding[] = [
    scores,
    { name: 'excluded', source: excluded, access: 'read', element: 'u32' },
  ];

  return [
    pass(
      'find the best item of each',
      invocations,
      items,
      overItems(`var least = ${lowest};`, 'least = key;', `kept[${bestAt}u + at] = least;`),
    ),
    // As many invocations as the list has places have an item that reaches the bar: the key of that rank of the best.
    pass(
      'set the bar',
      invocations,
      [],
      `fn work(at: u32) {
  let row = at / ${lanes}u;
  let key = kept[${bestAt}u + at];
  var rank = 0u;
  for (var other = row * ${lanes}u; other < (row + 1u) * ${lanes}u; other++) {
    let otherKey = kept[${bestAt}u + other];
    rank += select(0u, 1u, otherKey > key || (otherKey == key && other < at));
  }
  if (rank == ${Math.min(listLength, lanes) - 1}u) { kept[row] = ${listLength > lanes ? lowest : 'key'}; }
}
`,
    ),
    pass(
      'keep the items that reach the bar',
      invocations,
      items,
      overItems(
        `let bar = kept[row];
  var least = select(bar - 1, bar, bar == ${lowest});
  let keysStart = ${keysAt}u + at * ${capacity}u;
  let itemsStart = ${itemsAt}u + at * ${capacity}u;
  var length = 0u;`,
        `var to = min(length, ${capacity - 1}u);
        length = min(length + 1u, ${capacity}u);
        while (to > 0u && kept[keysStart + to - 1u] < key) {
          kept[keysStart + to] = kept[keysStart + to - 1u];
          kept[itemsStart + to] = kept[itemsStart + to - 1u];
          to--;
        }
        kept[keysStart + to] = key;
        kept[itemsStart + to] = i32(place - start);
        // Of equal scores the item met first stays, which has the lower id.
        if (length == ${capacity}u) { least = kept[keysStart + ${capacity - 1}u]; }`,
        `kept[${lengthsAt}u + at] = i32(length);`,
      ),
    ),
    pass(
      'put the items kept in order',
      invocations * capacity,
      [scores, { name: 'tops', source: source.tops, access: 'read_write', element: 'i32' }],
      `fn work(at: u32) {
  let own = at / ${capacity}u;
  if (at % ${capacity}u >= u32(kept[${lengthsAt}u + own])) { return; }
  let key = kept[${keysAt}u + at];
  let item = kept[${itemsAt}u + at];
  let row = own / ${lanes}u;
  var rank = at % ${capacity}u;
  for (var list = row * ${lanes}u; list < (row + 1u) * ${lanes}u; list++) {
    if (list == own) { continue; }
    let end = list * ${capacity}u + u32(kept[${lengthsAt}u + list]);
    for (var other = list * ${capacity}u; other < end; other++) {
      let otherKey = kept[${keysAt}u + other];
      if (otherKey < key || (otherKey == key && kept[${itemsAt}u + other] > item)) { break; }
      rank++;
    }
    if (rank >= ${listLength}u) { return; }
  }
  let to = (run.step * ${usersPerRun}u + row) * ${listLength}u + rank;
  let score = row * ${numItems}u + u32(item);
  tops[to] = item;
  tops[${users.length * listLength}u + to] = scores[score / 4u][score % 4u];
}
`,
    ),
  ];
}

/** Below the key of any score. */
const lowest = '(-2147483647 - 1)';

/** A dispatch has at most 65,535 workgroups along an axis. */
function acrossAndDown(workgroups: number): [number, number] {
  const across = Math.min(65_535, workgroups);
  return [across, Math.ceil(workgroups / across)];
}
