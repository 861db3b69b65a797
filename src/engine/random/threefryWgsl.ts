/** The generator of `data/random.ts` in WGSL: the same integers, held together by the parity tests. */

const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
const keys = ['k0', 'k1', 'k2'];

/** Written out: software GPUs neither unroll loops nor keep an array that is looked up by index in registers. */
const rounds = [0, 1, 2, 3, 4].map((group) => {
  const mixing = rotations
    .slice((group % 2) * 4)
    .slice(0, 4)
    .map((by) => `x0 += x1; x1 = ((x1 << ${by}u) | (x1 >> ${32 - by}u)) ^ x0;`);
  const injection = `x0 += ${keys[(group + 1) % 3]}; x1 += ${keys[(group + 2) % 3]} + ${group + 1}u;`;
  return [...mixing, injection].join('\n  ');
});

export const threefryWgsl = /* wgsl */ `
fn threefry(key: vec2<u32>, counter: vec2<u32>) -> vec2<u32> {
  let k0 = key.x;
  let k1 = key.y;
  let k2 = 0x1bd11bdau ^ k0 ^ k1;
  var x0 = counter.x + k0;
  var x1 = counter.y + k1;
  ${rounds.join('\n  ')}
  return vec2<u32>(x0, x1);
}

// High word of a 32 x 32 bit product: floor(a · b / 2^32).
fn multiplyHigh(a: u32, b: u32) -> u32 {
  let al = a & 0xffffu; let ah = a >> 16u;
  let bl = b & 0xffffu; let bh = b >> 16u;
  let low = al * bl;
  let middle = ah * bl + (low >> 16u);
  let cross = al * bh + (middle & 0xffffu);
  return ah * bh + (middle >> 16u) + (cross >> 16u);
}

// An integer in 0..n-1 from a word.
fn below(word: u32, n: u32) -> u32 { return multiplyHigh(word, n); }

fn mixBits(value: u32) -> u32 {
  var h = value;
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}

// The round keys of the keyed permutation.
struct PermutationKeys { k0: vec2<u32>, k1: vec2<u32>, k2: vec2<u32>, k3: vec2<u32> }

fn permutationKeys(key: vec2<u32>) -> PermutationKeys {
  return PermutationKeys(
    threefry(key, vec2<u32>(0u, 0x7065726du)),
    threefry(key, vec2<u32>(1u, 0x7065726du)),
    threefry(key, vec2<u32>(2u, 0x7065726du)),
    threefry(key, vec2<u32>(3u, 0x7065726du)),
  );
}

// Where the keyed permutation of 0..n-1 sends an index; halfBits = permutationHalfBits(n).
fn permute(keys: PermutationKeys, index: u32, n: u32, halfBits: u32) -> u32 {
  let mask = (1u << halfBits) - 1u;
  var x = index;
  loop {
    var left = x >> halfBits;
    var right = x & mask;
    left ^= mixBits(right ^ keys.k0.x) & mask;
    right ^= mixBits(left ^ keys.k0.y) & mask;
    left ^= mixBits(right ^ keys.k1.x) & mask;
    right ^= mixBits(left ^ keys.k1.y) & mask;
    left ^= mixBits(right ^ keys.k2.x) & mask;
    right ^= mixBits(left ^ keys.k2.y) & mask;
    left ^= mixBits(right ^ keys.k3.x) & mask;
    right ^= mixBits(left ^ keys.k3.y) & mask;
    x = (left << halfBits) | right;
    if (x < n) { break; }
  }
  return x;
}
`;
