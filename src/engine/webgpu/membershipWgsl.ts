/** Looking a number up in lists that lie in one array: the offsets of the lists, then their numbers, ascending. */

/**
 * WGSL function `name(list: u32, number: u32) -> bool`, by binary search.
 * @param array name of an array of u32: [numOffsets] offsets into what follows them
 */
export const membershipWgsl = (name: string, array: string, numOffsets: number): string => `
fn ${name}(list: u32, number: u32) -> bool {
  var first = ${array}[list];
  var count = ${array}[list + 1u] - first;
  first += ${numOffsets}u;
  while (count > 1u) {
    let half = count / 2u;
    first += select(0u, half, ${array}[first + half - 1u] < number);
    count -= half;
  }
  return count == 1u && ${array}[first] == number;
}`;
