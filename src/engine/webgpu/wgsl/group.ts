/**
 * Grouping a batch by id, in one workgroup: count the ids, turn the counts into offsets, and put every place into
 * its group. Places come into a group in any order, so each group is sorted: small groups by one invocation each,
 * large ones (a popular item, the padding of a last batch) by the workgroup, which walks the batch once for each.
 */
import type { GroupKernel } from '../../program/program';
import { arrayName } from './arrays';
import { unsigned } from './code';

export const groupWorkgroupSize = 256;

/** Groups of up to this many places are sorted by insertion; larger ones are few. */
const smallGroup = (length: number): number => Math.max(32, Math.ceil(length / 1024));

/**
 * Function `groupPlaces(index, lane)`, to be called by all invocations of a workgroup, for groupings of ids that lie in
 * one buffer into groups that do. One function for all: a software GPU runs the code of every branch in every thread.
 */
export function groupFunction(kernels: readonly GroupKernel[]): string {
  const [{ ids, groups }] = kernels as readonly [GroupKernel];
  const [id, out] = [arrayName(ids.buffer), arrayName(groups.buffer)];
  const size = unsigned(groupWorkgroupSize);
  const maxLarge = Math.max(...kernels.map(({ length }) => Math.ceil(length / smallGroup(length))));
  const table = kernels.map((kernel) => {
    const { length, numGroups } = kernel;
    const numbers = [kernel.ids.offset, length, numGroups, kernel.groups.offset, smallGroup(length)];
    return `Grouping(${numbers.map(unsigned).join(', ')})`;
  });
  return `
struct Grouping { ids: u32, length: u32, numGroups: u32, groups: u32, small: u32 }
const groupings = array<Grouping, ${kernels.length}>(${table.join(', ')});

var<workgroup> partials: array<u32, ${size}>;
var<workgroup> largeGroups: array<u32, ${maxLarge}>;
var<workgroup> largeCount: atomic<u32>;
var<workgroup> numLarge: u32;

// The sum of \`value\` over all invocations before this one.
fn sumBefore(lane: u32, value: u32) -> u32 {
  workgroupBarrier();
  partials[lane] = value;
  workgroupBarrier();
  if (lane == 0u) {
    var sum = 0u;
    for (var i = 0u; i < ${size}; i++) {
      let count = partials[i];
      partials[i] = sum;
      sum += count;
    }
  }
  workgroupBarrier();
  return partials[lane];
}

fn groupPlaces(index: u32, lane: u32) {
  let grouping = groupings[index];
  let length = grouping.length;
  let numGroups = grouping.numGroups;
  let offsets = grouping.groups;
  let first = offsets + numGroups + 1u;
  for (var g = lane; g <= numGroups; g += ${size}) { atomicStore(&${out}[offsets + g], 0u); }
  if (lane == 0u) { atomicStore(&largeCount, 0u); }
  storageBarrier();
  for (var p = lane; p < length; p += ${size}) {
    let g = u32(${id}[grouping.ids + p]);
    if (g < numGroups) { atomicAdd(&${out}[offsets + g + 1u], 1u); }
  }
  storageBarrier();

  // The count of group g, at g + 1, becomes its start; putting its places in turns that into its end.
  let stretch = (numGroups + ${size} - 1u) / ${size};
  let begin = min(lane * stretch, numGroups);
  let to = min(begin + stretch, numGroups);
  var sum = 0u;
  for (var g = begin; g < to; g++) { sum += atomicLoad(&${out}[offsets + g + 1u]); }
  sum = sumBefore(lane, sum);
  for (var g = begin; g < to; g++) {
    let count = atomicLoad(&${out}[offsets + g + 1u]);
    atomicStore(&${out}[offsets + g + 1u], sum);
    sum += count;
    if (count > grouping.small) { largeGroups[atomicAdd(&largeCount, 1u)] = g; }
  }
  storageBarrier();
  for (var p = lane; p < length; p += ${size}) {
    let g = u32(${id}[grouping.ids + p]);
    if (g < numGroups) { atomicStore(&${out}[first + atomicAdd(&${out}[offsets + g + 1u], 1u)], p); }
  }
  storageBarrier();

  for (var g = begin; g < to; g++) {
    let start = first + atomicLoad(&${out}[offsets + g]);
    let end = first + atomicLoad(&${out}[offsets + g + 1u]);
    if (end - start > grouping.small) { continue; }
    for (var k = start + 1u; k < end; k++) {
      let place = atomicLoad(&${out}[k]);
      var hole = k;
      while (hole > start) {
        let before = atomicLoad(&${out}[hole - 1u]);
        if (before < place) { break; }
        atomicStore(&${out}[hole], before);
        hole--;
      }
      atomicStore(&${out}[hole], place);
    }
  }

  workgroupBarrier();
  if (lane == 0u) { numLarge = atomicLoad(&largeCount); }
  let count = workgroupUniformLoad(&numLarge);
  let batchStretch = (length + ${size} - 1u) / ${size};
  let firstPlace = min(lane * batchStretch, length);
  let endPlace = min(firstPlace + batchStretch, length);
  for (var i = 0u; i < count; i++) {
    let g = workgroupUniformLoad(&largeGroups[i]);
    var mine = 0u;
    for (var p = firstPlace; p < endPlace; p++) { mine += select(0u, 1u, u32(${id}[grouping.ids + p]) == g); }
    var k = first + atomicLoad(&${out}[offsets + g]) + sumBefore(lane, mine);
    for (var p = firstPlace; p < endPlace; p++) {
      if (u32(${id}[grouping.ids + p]) == g) {
        atomicStore(&${out}[k], p);
        k++;
      }
    }
  }
}
`;
}
