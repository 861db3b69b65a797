/**
 * Grouping a batch by id, in one workgroup: count the ids, turn the counts into offsets, and put every place into
 * its group. Places come into a group in any order, so each group is sorted: small groups by one invocation each,
 * large ones (a popular item, the padding of a last batch) by the workgroup, which walks the batch once for each.
 */
import type { GroupKernel } from '../../program/program';
import { arrayName } from './arrays';

export const groupWorkgroupSize = 256;

/** Groups of up to this many places are sorted by insertion; larger ones are few. */
const smallGroup = (length: number): number => Math.max(32, Math.ceil(length / 1024));

/** Workgroup memory and functions that all groupings of a shader share. */
export function groupDeclarations(kernels: readonly GroupKernel[]): string {
  const maxLarge = Math.max(...kernels.map(({ length }) => Math.ceil(length / smallGroup(length))));
  return `
var<workgroup> partials: array<u32, ${groupWorkgroupSize}>;
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
    for (var i = 0u; i < ${groupWorkgroupSize}u; i++) {
      let count = partials[i];
      partials[i] = sum;
      sum += count;
    }
  }
  workgroupBarrier();
  return partials[lane];
}
`;
}

/** Function \`name(lane)\`, to be called by all invocations of one workgroup. */
export function groupFunction(name: string, { ids, length, numGroups, groups }: GroupKernel): string {
  const [id, out] = [arrayName(ids), arrayName(groups)];
  const step = `${groupWorkgroupSize}u`;
  const stretch = Math.ceil(numGroups / groupWorkgroupSize);
  const batchStretch = Math.ceil(length / groupWorkgroupSize);
  const small = smallGroup(length);
  const first = `${numGroups + 1}u`;
  return `
fn ${name}(lane: u32) {
  for (var g = lane; g <= ${numGroups}u; g += ${step}) { atomicStore(&${out}[g], 0u); }
  if (lane == 0u) { atomicStore(&largeCount, 0u); }
  storageBarrier();
  for (var p = lane; p < ${length}u; p += ${step}) {
    let g = u32(${id}[p]);
    if (g < ${numGroups}u) { atomicAdd(&${out}[g + 1u], 1u); }
  }
  storageBarrier();

  // The count of group g, at g + 1, becomes its start; putting its places in turns that into its end.
  let begin = min(lane * ${stretch}u, ${numGroups}u);
  let to = min(begin + ${stretch}u, ${numGroups}u);
  var sum = 0u;
  for (var g = begin; g < to; g++) { sum += atomicLoad(&${out}[g + 1u]); }
  sum = sumBefore(lane, sum);
  for (var g = begin; g < to; g++) {
    let count = atomicLoad(&${out}[g + 1u]);
    atomicStore(&${out}[g + 1u], sum);
    sum += count;
    if (count > ${small}u) { largeGroups[atomicAdd(&largeCount, 1u)] = g; }
  }
  storageBarrier();
  for (var p = lane; p < ${length}u; p += ${step}) {
    let g = u32(${id}[p]);
    if (g < ${numGroups}u) { atomicStore(&${out}[${first} + atomicAdd(&${out}[g + 1u], 1u)], p); }
  }
  storageBarrier();

  for (var g = begin; g < to; g++) {
    let start = ${first} + atomicLoad(&${out}[g]);
    let end = ${first} + atomicLoad(&${out}[g + 1u]);
    if (end - start > ${small}u) { continue; }
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
  for (var i = 0u; i < count; i++) {
    let g = workgroupUniformLoad(&largeGroups[i]);
    let firstPlace = min(lane * ${batchStretch}u, ${length}u);
    let endPlace = min(firstPlace + ${batchStretch}u, ${length}u);
    var mine = 0u;
    for (var p = firstPlace; p < endPlace; p++) { mine += select(0u, 1u, u32(${id}[p]) == g); }
    var k = ${first} + atomicLoad(&${out}[g]) + sumBefore(lane, mine);
    for (var p = firstPlace; p < endPlace; p++) {
      if (u32(${id}[p]) == g) {
        atomicStore(&${out}[k], p);
        k++;
      }
    }
  }
}
`;
}
